import { z } from "zod";
import { IDENTITY_KINDS } from "../contracts/contacts.ts";
import { CHANNELS } from "../channels.ts";
import { MessageError } from "../contracts/messages.ts";

/** Longest text kept from a provider; more is cut and marked, so that no message can freeze a screen. */
export const INBOUND_TEXT_MAX_CHARACTERS = 16_384;
/** Largest original slice kept beside a message the product cannot show yet, in characters of JSON. */
export const INBOUND_RAW_MAX_CHARACTERS = 32_768;

/** Who wrote, by every id the provider gave, most durable first. `value` is canonical (schema/phone.ts), `display` as received. */
export const InboundPerson = z.object({
  ids: z.array(z.object({ kind: z.enum(IDENTITY_KINDS), value: z.string(), display: z.string() })).min(1),
  name: z.string().optional(),
  username: z.string().optional(),
});
export type InboundPerson = z.infer<typeof InboundPerson>;

const base = { channel: z.enum(CHANNELS), integrationId: z.string(), externalId: z.string() };

/** A message of a customer (`in`) or an echo of what the business wrote elsewhere (`out`). `at` is the provider's time, ms since the epoch. */
export const InboundMessage = z.object({
  kind: z.literal("message"),
  ...base,
  direction: z.enum(["in", "out"]),
  at: z.number().int(),
  person: InboundPerson,
  type: z.string(),
  text: z.string().nullable(),
  replyToExternalId: z.string().optional(),
  /** Set when this version cannot show the content: the sentence to show instead. */
  placeholder: z.string().optional(),
  /** JSON of the provider's own item, kept so that a later version can show it. */
  raw: z.string().optional(),
  /** Written before this account was connected and handed over since: no unread, no window, no automation, and no notice. */
  past: z.boolean().optional(),
});
export type InboundMessage = z.infer<typeof InboundMessage>;

/** A delivery status. `echoId` is our own message id where the provider echoes it. */
export const InboundStatus = z.object({
  kind: z.literal("status"),
  ...base,
  status: z.enum(["sent", "delivered", "read", "failed"]),
  at: z.number().int(),
  echoId: z.string().optional(),
  error: MessageError.optional(),
});
export type InboundStatus = z.infer<typeof InboundStatus>;

/** What a channel module makes of a provider's webhook: the only language the sub-account object ingests. */
export const InboundEvent = z.discriminatedUnion("kind", [InboundMessage, InboundStatus]);
export type InboundEvent = z.infer<typeof InboundEvent>;

/** What ingest answers: every event falls in exactly one count. */
export interface IngestResult {
  stored: number;
  duplicates: number;
  statuses: number;
}
