import { z } from "zod";
import { CHANNELS } from "../channels.ts";
import { Id, line, Timestamp, WELL_FORMED } from "./common.ts";

/** The customer's phone: a person of the sandbox who writes to a business number of the account. */
export const SandboxCustomer = z.object({
  name: line(80),
  phone: z
    .string()
    .regex(/^[1-9][0-9]{6,14}$/, "must be 7 to 15 digits without +")
    .optional(),
  /** Business-scoped user id, for a person who shares only a username. */
  bsuid: z
    .string()
    .regex(/^[A-Z]{2}\.[A-Za-z0-9.]{4,60}$/)
    .optional(),
  username: z
    .string()
    .regex(/^[a-z0-9._]{3,35}$/)
    .optional(),
});
export type SandboxCustomer = z.infer<typeof SandboxCustomer>;

/** Whether a person can be found: which of these a channel asks for, the phone itself says. */
export function isNamed({ phone, bsuid, username }: Pick<SandboxCustomer, "phone" | "bsuid" | "username">): boolean {
  return phone !== undefined || bsuid !== undefined || username !== undefined;
}
export const NAMELESS = { message: "give a phone, a bsuid or a username", path: ["phone"] };

export const SandboxPhone = z.object({
  integrationId: Id,
  channel: z.enum(CHANNELS),
  businessName: z.string(),
  displayNumber: z.string().meta({ description: "A number, or the account's handle" }),
  customers: z.array(SandboxCustomer),
});
export type SandboxPhone = z.infer<typeof SandboxPhone>;
export const SandboxPhoneList = z.object({ docs: z.array(SandboxPhone) });

/** A file of a chat, as it lies on the phone. */
export const SandboxFile = z.object({
  id: z.string().meta({ description: "The provider's id of it" }),
  name: z.string(),
  mimeType: z.string(),
  size: z.number().int(),
  voice: z.boolean(),
  url: z.string().meta({ description: "Path on this server" }),
});
export type SandboxFile = z.infer<typeof SandboxFile>;

/** Small files every customer's phone has at hand. */
export const SANDBOX_SAMPLES = ["photo", "voice", "document"] as const;
export type SandboxSample = (typeof SANDBOX_SAMPLES)[number];

/** What stands around the words of a template on the phone. `value` is where a button leads, or what it copies. */
export const SandboxBubble = z.object({
  header: z.string().optional(),
  footer: z.string().optional(),
  buttons: z.array(
    z.object({
      type: z.enum(["quick_reply", "url", "phone", "copy_code"]),
      text: z.string(),
      value: z.string().optional(),
    }),
  ),
});
export type SandboxBubble = z.infer<typeof SandboxBubble>;

export const SandboxMessage = z.object({
  id: z.string().meta({ description: "The provider's id (wamid, mid)" }),
  from: z.enum(["customer", "business"]),
  type: z.string(),
  text: z.string(),
  file: SandboxFile.optional(),
  template: SandboxBubble.optional(),
  replyTo: z.string().optional().meta({ description: "The provider's id of the message answered" }),
  reactions: z.array(z.object({ emoji: z.string(), from: z.enum(["customer", "business"]) })),
  status: z.enum(["sent", "delivered", "read", "failed"]),
  at: Timestamp,
});
export type SandboxMessage = z.infer<typeof SandboxMessage>;
export const SandboxThread = z.object({ docs: z.array(SandboxMessage) });

/** A message from the customer's phone. `customer.phone` or `customer.bsuid` says who, on Instagram `customer.username`. */
export const SandboxWrite = z
  .object({
    customer: SandboxCustomer.refine(isNamed, NAMELESS),
    text: z.string().max(4096).regex(WELL_FORMED, "must be whole characters").default(""),
    file: z
      .union([z.object({ sample: z.enum(SANDBOX_SAMPLES) }), z.object({ id: Id })])
      .optional()
      .meta({ description: "One the phone has at hand, or one uploaded to it" }),
    replyTo: z.string().max(512).optional().meta({ description: "The provider's id of a message of this chat" }),
    press: z
      .object({ messageId: z.string().min(1).max(512), button: z.number().int().min(0).max(9) })
      .optional()
      .meta({
        description: "A quick reply under a template of this chat, by its place from 0: nothing else is written",
      }),
  })
  .refine(({ text, file, press }) => text.length > 0 || file !== undefined || press !== undefined, {
    message: "must not be empty",
    path: ["text"],
  });
export type SandboxWrite = z.infer<typeof SandboxWrite>;

/** A customer's reaction; null takes it back. */
export const SandboxReaction = z.object({
  customer: SandboxCustomer.pick({ phone: true, bsuid: true, username: true }).refine(isNamed, NAMELESS),
  messageId: z.string().min(1).max(512),
  emoji: z.string().min(1).max(64).nullable(),
});
export type SandboxReaction = z.infer<typeof SandboxReaction>;

/** States a template can be given, to see what the inbox makes of it. */
export const SANDBOX_TEMPLATE_STATUSES = ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"] as const;

/** A template of the fake provider: its list and its webhook tell the state. */
export const SandboxTemplate = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  status: z.string().min(1).max(40),
});
export type SandboxTemplate = z.infer<typeof SandboxTemplate>;
export const SandboxTemplateList = z.object({ docs: z.array(SandboxTemplate) });
export const ChangeSandboxTemplate = SandboxTemplate.extend({ status: z.enum(SANDBOX_TEMPLATE_STATUSES) });
export type ChangeSandboxTemplate = z.infer<typeof ChangeSandboxTemplate>;

/** What the fake provider does with the next sends: a Graph error code, a lost reply, slow statuses, or normal. */
export const SandboxBehaviour = z.object({
  failNext: z.number().int().min(0).max(1000).default(0),
  code: z.number().int().optional(),
  loseReplies: z.boolean().default(false),
  reads: z.boolean().default(true).meta({ description: "Whether the customer's phone shows blue ticks by itself" }),
});
export type SandboxBehaviour = z.infer<typeof SandboxBehaviour>;

/** What the built-in Claude can be made to do with its next calls. */
export const CLAUDE_FAULTS = [
  "overloaded",
  "rate_limited",
  "bad_key",
  "broken",
  "cut_stream",
  "stream_error",
  "refusal",
  "too_long",
  "malformed_call",
] as const;
export type ClaudeFault = (typeof CLAUDE_FAULTS)[number];

/** One answer of the built-in Claude in place of its own: words, then calls of tools. `raw` is what a call is given as it stands, JSON or not. */
export const ScriptedTurn = z.strictObject({
  text: z.string().max(4_000).regex(WELL_FORMED, "must be whole characters").default(""),
  calls: z
    .array(
      z.strictObject({
        id: z.string().max(200).optional(),
        tool: z.string().max(200),
        input: z.record(z.string(), z.unknown()).optional(),
        raw: z.string().max(4_000).optional(),
      }),
    )
    .max(8)
    .default([]),
  fault: z
    .enum(CLAUDE_FAULTS)
    .optional()
    .meta({ description: "It fails so in place of this answer, or in the middle of it" }),
});
export type ScriptedTurn = z.infer<typeof ScriptedTurn>;

export const SandboxClaude = z.object({
  fault: z.enum(CLAUDE_FAULTS).nullable(),
  times: z.number().int().min(0).max(1000).meta({ description: "For how many calls more the fault holds" }),
  retryAfterSeconds: z.number().int().min(0).max(60).meta({ description: "What it says when it refuses for a while" }),
  delayMs: z.number().int().min(0).max(5000).meta({ description: "The pause before each piece of an answer" }),
  turns: z
    .array(ScriptedTurn)
    .max(50)
    .meta({ description: "What it answers next, one after the other; when none is left it speaks for itself again" }),
});
export type SandboxClaude = z.infer<typeof SandboxClaude>;

/** What is not given stays. A fault given alone holds for one call. */
export const SteerSandboxClaude = SandboxClaude.partial();
export type SteerSandboxClaude = z.infer<typeof SteerSandboxClaude>;

/** A mail in the sandbox's mailbox. `html` is the whole document: show it in a frame that runs nothing. */
export const SandboxMail = z.object({
  id: Id,
  to: z.string(),
  from: z.string(),
  kind: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  at: Timestamp,
});
export type SandboxMail = z.infer<typeof SandboxMail>;
export const SandboxMailList = z.object({ docs: z.array(SandboxMail) });

/** A TXT record of the sandbox's DNS, which stands in for the world's in test mode. */
export const SandboxDnsRecord = z.object({
  name: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9_](?:[a-z0-9._-]{0,250})[a-z0-9]$/, "must be a name such as _trellis.example.com"),
  value: line(255),
});
export type SandboxDnsRecord = z.infer<typeof SandboxDnsRecord>;
export const SandboxDnsList = z.object({ docs: z.array(SandboxDnsRecord) });
