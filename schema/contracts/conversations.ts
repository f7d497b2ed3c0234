import { z } from "zod";
import { CHANNELS } from "../channels.ts";
import { Contact } from "./contacts.ts";
import { Id, line, Timestamp } from "./common.ts";
import { ClientId } from "./messages.ts";
import { TemplateSend } from "./template-shape.ts";

export const CONVERSATION_STATUSES = ["open", "resolved"] as const;

export const Conversation = z.object({
  id: Id,
  channel: z.enum(CHANNELS),
  integrationId: Id,
  contact: Contact.pick({ id: true, name: true, phone: true, tags: true }).meta({
    description: "The person, in brief",
  }),
  status: z.enum(CONVERSATION_STATUSES),
  assignee: z.string().nullable().meta({ description: "User id" }),
  labels: z.array(z.string()),
  unread: z.number().int(),
  lastMessageAt: Timestamp,
  lastMessage: z
    .object({ text: z.string(), direction: z.enum(["in", "out"]), status: z.string(), private: z.boolean() })
    .nullable(),
  windowExpiresAt: Timestamp.nullable().meta({
    description: "When free-form replies end; null when the customer never wrote",
  }),
  humanAgentUntil: Timestamp.optional().meta({
    description: "Where people may reply for longer than the window (Instagram: seven days): until when",
  }),
  sandbox: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Conversation = z.infer<typeof Conversation>;

/**
 * Opens the conversation with a contact, or finds it. One of `contact` (its id) and `to` (a phone number). With `template` and a `clientId`
 * it begins with that message: a person who never wrote can be written to in no other way.
 */
export const OpenConversation = z
  .object({
    channel: z.enum(CHANNELS),
    contact: Id.optional(),
    to: z.string().trim().min(6).max(40).optional(),
    clientId: ClientId.optional(),
    template: TemplateSend.optional(),
  })
  .refine(({ clientId, template }) => (clientId === undefined) === (template === undefined), {
    message: "goes together with template",
    path: ["clientId"],
  })
  .refine((body) => (body.contact === undefined) !== (body.to === undefined), {
    message: "give exactly one of contact and to",
    path: ["contact"],
  });
export type OpenConversation = z.infer<typeof OpenConversation>;

export const UpdateConversation = z.object({
  status: z.enum(CONVERSATION_STATUSES).optional(),
  assignee: Id.nullable().optional(),
  labels: z.array(line(40)).max(20).optional(),
});
export type UpdateConversation = z.infer<typeof UpdateConversation>;
