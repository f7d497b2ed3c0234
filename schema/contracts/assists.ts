import { z } from "zod";
import { AI_MODEL_IDS } from "../ai-models.ts";
import { Id, line, WELL_FORMED } from "./common.ts";

export const ASSIST_KINDS = ["draft", "summary", "rewrite"] as const;
export type AssistKind = (typeof ASSIST_KINDS)[number];
/** Everything that the model is asked for, and is counted as: assists, an agent being tried out, and turns of the concierge. */
export const AI_CALL_KINDS = [...ASSIST_KINDS, "playground", "concierge"] as const;
export type AiCallKind = (typeof AI_CALL_KINDS)[number];
export const REWRITE_TONES = ["friendlier", "formal", "shorter", "clearer", "fix"] as const;
export type RewriteTone = (typeof REWRITE_TONES)[number];
export const ASSIST_TEXT_MAX = 8_000;

/** What a person asks of the model about one conversation. Nothing of it is ever sent to the customer. */
export const AskAssist = z
  .object({
    kind: z.enum(ASSIST_KINDS),
    agent: Id.optional().meta({ description: "Whose context to write in; the one whose scope fits unless given" }),
    text: z
      .string()
      .max(ASSIST_TEXT_MAX, `must be at most ${ASSIST_TEXT_MAX} characters`)
      .regex(WELL_FORMED, "must be whole characters")
      .optional()
      .meta({ description: "The text to rewrite; for a draft what the person has typed so far" }),
    tone: z.enum(REWRITE_TONES).optional().meta({ description: "How to rewrite" }),
    instruction: line(500).optional().meta({ description: "What the person wants besides" }),
  })
  .refine(({ kind, text }) => kind !== "rewrite" || (text?.trim() ?? "") !== "", {
    message: "must not be empty",
    path: ["text"],
  });
export type AskAssist = z.infer<typeof AskAssist>;

export const AssistUsage = z.object({
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
});
export type AssistUsage = z.infer<typeof AssistUsage>;

/** Millionths of a US dollar. */
export const AssistCost = z.object({ micros: z.number().int(), currency: z.literal("USD") });
export type AssistCost = z.infer<typeof AssistCost>;

/** How an assist fails once its stream is open. What came before stays with the person. */
export const ASSIST_FAILURES = [
  "ai_overloaded",
  "ai_rate_limited",
  "ai_cut_off",
  "ai_refused",
  "ai_key_refused",
  "ai_failed",
] as const;
export type AssistFailure = (typeof ASSIST_FAILURES)[number];

/** The events of the stream, in order: `start`, any of `retrying` and `delta`, then exactly one of `done` and `failed`. */
export const AssistEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("start"),
    id: Id,
    model: z.enum(AI_MODEL_IDS),
    agent: z.object({ id: Id, name: z.string() }).nullable(),
  }),
  z.object({ type: z.literal("delta"), text: z.string() }),
  z.object({
    type: z.literal("retrying"),
    reason: z.enum(["overloaded", "rate_limited"]),
    seconds: z.number(),
  }),
  z.object({
    type: z.literal("done"),
    id: Id,
    text: z.string(),
    stopReason: z.string().meta({ description: "`max_tokens`: it was cut because it grew too long" }),
    usage: AssistUsage,
    cost: AssistCost,
  }),
  z.object({
    type: z.literal("failed"),
    code: z.enum(ASSIST_FAILURES),
    message: z.string(),
    retryAfterSeconds: z.number().int().optional(),
    usage: AssistUsage.optional(),
    cost: AssistCost.optional(),
  }),
]);
export type AssistEvent = z.infer<typeof AssistEvent>;

/** `done`: it ended by itself; `cancelled`: the person closed the request. */
export const ASSIST_OUTCOMES = ["done", "cancelled", ...ASSIST_FAILURES] as const;
export type AssistOutcome = (typeof ASSIST_OUTCOMES)[number];

const Totals = z.object({ count: z.number().int(), usage: AssistUsage, cost: AssistCost });

/** A month of an account's AI, in UTC. `cap` is what its settings allow, null without one; what the platform paid does not count towards it. */
export const AiUsage = z.object({
  month: z.string(),
  total: Totals,
  paidByPlatform: AssistCost.meta({
    description: "What of the cost the platform paid: the concierge, without a key of the account's",
  }),
  byKind: z.array(Totals.extend({ kind: z.enum(AI_CALL_KINDS) })),
  byModel: z.array(Totals.extend({ model: z.string() })),
  cap: AssistCost.nullable(),
});
export type AiUsage = z.infer<typeof AiUsage>;
export const AiUsageQuery = z.object({
  month: z
    .string()
    .regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, "must be a month like 2026-11")
    .optional()
    .meta({ description: "This month unless given" }),
});
