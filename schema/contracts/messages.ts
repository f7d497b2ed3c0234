import { z } from "zod";
import { Id, Timestamp, WELL_FORMED } from "./common.ts";
import { MessageContent } from "./message-content.ts";
import { TemplateSend } from "./template-shape.ts";

/**
 * Where a message stands, lowest first. A status only ever rises; `failed` is final. `unknown` means the provider's answer was
 * lost: a status webhook that names our id settles it, and it is never sent again by itself.
 */
export const MESSAGE_STATUSES = [
  "received",
  "queued",
  "sending",
  "unknown",
  "sent",
  "delivered",
  "read",
  "failed",
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
/** The rank a status is compared by (its place in MESSAGE_STATUSES). */
export function statusRank(status: MessageStatus): number {
  return MESSAGE_STATUSES.indexOf(status);
}

/** WhatsApp's limit for a text body: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export const TEXT_MAX_CHARACTERS = 4096;

export const MessageError = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean().meta({ description: "Whether a person may usefully press retry" }),
});
export type MessageError = z.infer<typeof MessageError>;

export const Author = z.object({
  type: z.enum(["contact", "user", "key", "system", "business"]),
  id: z.string(),
  name: z.string(),
});
export type Author = z.infer<typeof Author>;

/** What an attachment is to the person looking at it. `contact` is a card, as a vCard; `file` anything a channel names no better. */
export const ATTACHMENT_TYPES = ["image", "video", "audio", "document", "sticker", "contact", "file"] as const;
/**
 * `pending`: being fetched from the provider; `stored`: to be had at `url`; `failed`: it could not be fetched; `refused`: too large or of a
 * kind we do not keep.
 */
export const ATTACHMENT_STATES = ["pending", "stored", "failed", "refused"] as const;

export const Attachment = z.object({
  id: Id,
  type: z.enum(ATTACHMENT_TYPES),
  url: z.string().meta({ description: "Path on this server; answers once `state` is `stored`" }),
  name: z.string(),
  mimeType: z.string().meta({ description: "Without parameters; empty when nobody said" }),
  size: z.number().int().meta({ description: "Bytes; 0 while unknown" }),
  state: z.enum(ATTACHMENT_STATES),
  error: MessageError.optional(),
  voice: z.boolean().optional().meta({ description: "Recorded in the chat" }),
  durationMs: z.number().int().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
});
export type Attachment = z.infer<typeof Attachment>;

export const Reaction = z.object({
  emoji: z.string(),
  by: z
    .string()
    .meta({ description: "The contact's id, a user's id, or `business` when it was made outside this product" }),
});
export type Reaction = z.infer<typeof Reaction>;

export const Message = z.object({
  id: Id,
  conversationId: Id,
  direction: z.enum(["in", "out"]),
  type: z.string(),
  private: z.boolean().meta({ description: "A note for the team; the customer never sees it" }),
  text: z.string().nullable(),
  status: z.enum(MESSAGE_STATUSES),
  error: MessageError.optional(),
  externalId: z.string().nullable(),
  clientId: z.string().nullable(),
  author: Author,
  attachments: z.array(Attachment),
  content: MessageContent.optional().meta({ description: "What it holds beside words" }),
  replyTo: z
    .string()
    .optional()
    .meta({ description: "Our id of the message answered, or the provider's when we never had it" }),
  reactions: z.array(Reaction),
  placeholder: z.string().optional().meta({ description: "Shown instead of content this version cannot display" }),
  editedAt: Timestamp.optional(),
  originalText: z.string().optional().meta({ description: "What an edited message said at first" }),
  deletedAt: Timestamp.optional().meta({ description: "Taken back by its author: the content is erased here too" }),
  createdAt: Timestamp,
});
export type Message = z.infer<typeof Message>;

/** One emoji, as people type them: with or without the selector that asks for its coloured form. */
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v;

export const ReactToMessage = z.object({
  emoji: z
    .string()
    .max(64)
    .regex(EMOJI, "must be one emoji")
    .meta({ description: "Takes the place of our earlier one" }),
});
export type ReactToMessage = z.infer<typeof ReactToMessage>;

/** Makes sending exactly-once: the same one again answers the message already made. */
export const ClientId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, "must be 8 to 64 letters, digits, _ or -");

/**
 * `private` writes a note. `attachments` are ids of uploads; a channel carries one file a message, with `text` as its caption. A `template`
 * brings its own words, and may be sent when the reply window is closed.
 */
export const SendMessage = z
  .object({
    clientId: ClientId,
    text: z
      .string()
      .max(TEXT_MAX_CHARACTERS, `must be at most ${TEXT_MAX_CHARACTERS} characters`)
      .regex(WELL_FORMED, "must be whole characters")
      .default(""),
    attachments: z.array(Id).max(1, "takes one file a message").optional(),
    replyTo: Id.optional().meta({ description: "Our id of the message answered, one of this conversation" }),
    private: z.boolean().default(false),
    draft: z.number().int().min(1).optional().meta({
      description: "Version of the draft it was written in: that draft goes with it",
    }),
    template: TemplateSend.optional().meta({ description: "One the provider approved, in place of `text`" }),
  })
  .refine(
    ({ text, attachments = [], template }) =>
      text.trim().length > 0 || attachments.length > 0 || template !== undefined,
    { message: "must not be empty", path: ["text"] },
  )
  .refine(({ text, template }) => template === undefined || text === "", {
    message: "goes without a template: it has words of its own",
    path: ["text"],
  })
  .refine(({ attachments = [], template }) => template === undefined || attachments.length === 0, {
    message: "go without a template: the file above one is in its variables",
    path: ["attachments"],
  })
  .refine(({ private: isNote, template }) => template === undefined || !isNote, {
    message: "a note is no template",
    path: ["private"],
  });
export type SendMessage = z.infer<typeof SendMessage>;
