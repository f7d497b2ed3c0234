import type { AssistEvent } from "../../../schema/contracts/assists.ts";
import { ApiError } from "../../rest/client.ts";

/** What the AI has written so far of something asked. */
export interface Answer {
  /** `waiting` for the first word · `writing` · `done` · `stopped` by the person · `failed`, with a problem. */
  state: "waiting" | "writing" | "done" | "stopped" | "failed";
  text: string;
  /** The provider could not answer yet and is asked again at `at`, ms since the epoch. */
  retrying?: { reason: "overloaded" | "rate_limited"; at: number } | undefined;
  problem?: AnswerProblem | undefined;
  used?: { tokens: number; costMicros: number } | undefined;
  /** It ended because it grew as long as an answer may be. */
  tooLong?: boolean;
}

/** Why there is no answer. `code` is the API's, or `internal` for a fault of this page. */
export interface AnswerProblem {
  code: string;
  message: string;
  /** Not before this, ms since the epoch. */
  retryAt?: number;
  requestId?: string;
}

/** Whether more of it is still to come. */
export const isRunning = (answer: Pick<Answer, "state"> | undefined): boolean =>
  answer?.state === "waiting" || answer?.state === "writing";

/** What an event of the stream changes. */
export function heard(event: AssistEvent, text: string): Partial<Answer> {
  switch (event.type) {
    case "start":
      return {};
    case "retrying":
      return { retrying: { reason: event.reason, at: Date.now() + event.seconds * 1_000 } };
    case "delta":
      return { state: "writing", retrying: undefined, text: text + event.text };
    case "done":
      return {
        state: "done",
        retrying: undefined,
        text: event.text,
        used: usedOf(event),
        tooLong: event.stopReason === "max_tokens",
      };
    case "failed": {
      const { code, message, retryAfterSeconds } = event;
      const retryAt = retryAfterSeconds === undefined ? {} : { retryAt: Date.now() + retryAfterSeconds * 1_000 };
      return { state: "failed", retrying: undefined, used: usedOf(event), problem: { code, message, ...retryAt } };
    }
    default:
      // A kind of event that a newer server tells of.
      return {};
  }
}

function usedOf({ usage, cost }: Pick<Extract<AssistEvent, { type: "failed" }>, "usage" | "cost">): Answer["used"] {
  if (!usage || !cost) return undefined;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return { tokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens, costMicros: cost.micros };
}

/** The stream ended before it came to its end. */
export const BROKEN_OFF: AnswerProblem = {
  code: "ai_cut_off",
  message: "The connection broke before the answer was whole.",
};

/** Why asking, or reading what came, failed. `text` is what had come by then. */
export function problemOf(error: unknown, text: string): AnswerProblem {
  if (!(error instanceof ApiError)) {
    // The stream itself broke: the network went, or the server did.
    if (error instanceof TypeError || (error instanceof DOMException && text !== "")) return BROKEN_OFF;
    return { code: "internal", message: "This page ran into a fault." };
  }
  const { code, message, requestId, retryAfterSeconds } = error;
  return {
    code,
    message,
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAt: Date.now() + retryAfterSeconds * 1_000 }),
  };
}
