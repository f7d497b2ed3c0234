import { z } from "zod";
import { IDENTITY_KINDS } from "../contracts/contacts.ts";
import { CHANNELS } from "../channels.ts";
import { NOTICE_LEVELS } from "../contracts/integrations.ts";
import { MessageContent } from "../contracts/message-content.ts";
import { ATTACHMENT_TYPES, MessageError } from "../contracts/messages.ts";
import { TEMPLATE_STATUSES } from "../contracts/templates.ts";

/** Longest text kept from a provider; more is cut and marked, so that no message can freeze a screen. */
export const INBOUND_TEXT_MAX_CHARACTERS = 16_384;
/** Largest original slice kept beside a message the product cannot show yet, in characters of JSON. */
export const INBOUND_RAW_MAX_CHARACTERS = 32_768;

/** Most files one message may bring; Instagram sends up to ten. */
export const INBOUND_ATTACHMENTS_MAX = 30;

/** One id of a person. `value` is canonical (schema/phone.ts), `display` as received. */
const InboundId = z.object({ kind: z.enum(IDENTITY_KINDS), value: z.string(), display: z.string() });

/** Who wrote, by every id the provider gave, most durable first. */
export const InboundPerson = z.object({
  ids: z.array(InboundId).min(1),
  name: z.string().optional(),
  username: z.string().optional(),
});
export type InboundPerson = z.infer<typeof InboundPerson>;

/**
 * `externalId` names the event itself and is the same in every redelivery: of a message its own id, of a change the change's (made of its
 * parts where the provider gives none).
 */
const base = { channel: z.enum(CHANNELS), integrationId: z.string(), externalId: z.string() };

/**
 * A file or card of a message. `mediaId` and `url` say where the provider has it (neither ever leaves the object); `inline` is the whole of
 * something small that came with the message itself, a vCard for one. `sha256` as the provider writes it, `size` in bytes, `durationMs`.
 */
export const InboundAttachment = z.object({
  type: z.enum(ATTACHMENT_TYPES),
  mediaId: z.string().optional(),
  url: z.string().optional(),
  inline: z.string().optional(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
  sha256: z.string().optional(),
  size: z.number().int().nonnegative().optional(),
  voice: z.boolean().optional(),
  durationMs: z.number().int().nonnegative().optional(),
});
export type InboundAttachment = z.infer<typeof InboundAttachment>;

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
  attachments: z.array(InboundAttachment).optional(),
  /** What the message holds beside words: a place, cards, a choice, an order, the advertisement it came from. */
  content: MessageContent.optional(),
  /** Set when this version cannot show the content: the sentence to show instead. */
  placeholder: z.string().optional(),
  /** JSON of the provider's own item, kept so that a later version can show it. */
  raw: z.string().optional(),
  /** Written before this account was connected and handed over since: no unread, no window, no automation, and no notice. */
  past: z.boolean().optional(),
  /** A line of the provider's own about the chat (a number changed): shown in the thread, no unread, no window. */
  system: z.boolean().optional(),
  /** An echo of a provider that echoes no id of ours: it may be of a message sent from here whose own answer is late or was lost. */
  mayBeOurs: z.boolean().optional(),
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
  /** Set where the status holds for every earlier message to this person too. */
  earlierWith: InboundPerson.optional(),
});
export type InboundStatus = z.infer<typeof InboundStatus>;

/** What all changes of a message say: which message, who changes it, and the provider's time of the change (ms). They may come before it. */
const change = {
  ...base,
  targetExternalId: z.string(),
  direction: z.enum(["in", "out"]),
  at: z.number().int(),
};

/** A reaction of the customer (`in`) or the business (`out`) to a message of either; `emoji` null takes it back. One per side and message. */
export const InboundReaction = z.object({
  kind: z.literal("reaction"),
  ...change,
  person: InboundPerson,
  emoji: z.string().nullable(),
});
export type InboundReaction = z.infer<typeof InboundReaction>;

/** The new words of a message of the same side. */
export const InboundEdit = z.object({ kind: z.literal("edit"), ...change, text: z.string().nullable() });
export type InboundEdit = z.infer<typeof InboundEdit>;

/** A message of the same side taken back for everyone. Final: its content is erased here too. */
export const InboundDelete = z.object({ kind: z.literal("delete"), ...change });
export type InboundDelete = z.infer<typeof InboundDelete>;

/** The provider says that a person known by `from` is known by `to` from now on. */
export const InboundIdentity = z.object({
  kind: z.literal("identity"),
  ...base,
  at: z.number().int(),
  from: InboundId,
  to: InboundId,
});
export type InboundIdentity = z.infer<typeof InboundIdentity>;

/** What a provider says of one message template by itself: found by its id, else by name and language. Absent parts stay as they are. */
export const InboundTemplate = z.object({
  externalId: z.string().optional(),
  name: z.string().optional(),
  language: z.string().optional(),
  status: z.enum(TEMPLATE_STATUSES).optional(),
  /** Why it stands so; null for no reason given. */
  reason: z.string().nullable().optional(),
  quality: z.string().optional(),
  category: z.string().optional(),
});
export type InboundTemplate = z.infer<typeof InboundTemplate>;

/** Something about the connected account itself, for whoever looks after it: a review, a limit, a template's fate. */
export const InboundNotice = z.object({
  kind: z.literal("notice"),
  ...base,
  at: z.number().int(),
  level: z.enum(NOTICE_LEVELS),
  /** The provider's name of the event. */
  type: z.string(),
  text: z.string(),
  /** The template it is about. */
  template: InboundTemplate.optional(),
});
export type InboundNotice = z.infer<typeof InboundNotice>;

/** What a channel module makes of a provider's webhook: the only language the sub-account object ingests. */
export const InboundEvent = z.discriminatedUnion("kind", [
  InboundMessage,
  InboundStatus,
  InboundReaction,
  InboundEdit,
  InboundDelete,
  InboundIdentity,
  InboundNotice,
]);
export type InboundEvent = z.infer<typeof InboundEvent>;

/** What ingest answers: every event falls in exactly one count. */
export interface IngestResult {
  stored: number;
  duplicates: number;
  statuses: number;
  /** Reactions, edits and deletions, applied or waiting for their message. */
  changes: number;
  identities: number;
  notices: number;
}
