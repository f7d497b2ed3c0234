import { z } from "zod";
import { CHANNELS } from "../channels.ts";
import { Id, Timestamp } from "./common.ts";
import { MessageError } from "./messages.ts";
import { TemplateShape } from "./template-shape.ts";

/**
 * Where a template stands with its provider. Only an approved one can be sent; `other` is a state this version has no name for.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates
 */
export const TEMPLATE_STATUSES = [
  "approved",
  "pending",
  "rejected",
  "paused",
  "disabled",
  "deleting",
  "other",
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

export const Template = z.object({
  id: Id,
  channel: z.enum(CHANNELS),
  integrationId: Id,
  externalId: z.string().meta({ description: "The provider's id" }),
  name: z.string(),
  language: z.string().meta({ description: "The provider's code of it, for example `en_GB`" }),
  category: z.string(),
  status: z.enum(TEMPLATE_STATUSES),
  reason: z.string().nullable().meta({ description: "Why it was rejected, paused or disabled" }),
  quality: z.string().nullable(),
  shape: TemplateShape,
  statusAt: Timestamp.meta({ description: "When the provider last spoke of its status by itself" }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Template = z.infer<typeof Template>;

/** How the reading of one connected number's templates stands. */
export const TemplateSync = z.object({
  integrationId: Id,
  state: z.enum(["waiting", "syncing", "done", "failed"]),
  syncedAt: Timestamp.nullable().meta({ description: "When they were last read to the end" }),
  error: MessageError.optional(),
  cut: z.boolean().meta({ description: "The provider has more than are kept here" }),
});
export type TemplateSync = z.infer<typeof TemplateSync>;
export const TemplateSyncList = z.object({ docs: z.array(TemplateSync) });
