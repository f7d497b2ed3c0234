import type { HealthCause } from "../../schema/contracts/integrations.ts";
import type { MessageError } from "../../schema/contracts/messages.ts";

/** How the wait before another try grows: `firstMs`, then times `factor` each time, never over `maxMs`. */
export interface Backoff {
  firstMs: number;
  factor: number;
  maxMs: number;
}

/** What one of Meta's error codes means for a message or a set-up. */
export interface ProviderError {
  /** What happened, in words for an agent. */
  reason: string;
  /** What a person can do about it. */
  fix: string;
  /** What kind of trouble it is to a set-up. Absent where only a message can meet it. */
  cause?: HealthCause;
  /** Set where the same message may be sent again by itself: the provider certainly did not take it. */
  backoff?: Backoff;
  /** Whether a person may usefully press retry once it failed. */
  retryable: boolean;
}

/** A channel's error codes, and what follows from each. A code may be narrowed by Meta's subcode, as `code/subcode`. */
export interface ErrorTable {
  /** The channel's name in a sentence. */
  readonly channel: string;
  /** The entry of a code, undefined for one this version does not know. With a subcode the narrower entry wins. */
  find(code: string | undefined, subcode?: string): ProviderError | undefined;
  /** What a person reads under a message that failed. `said` is the provider's own sentence, used where there is none of ours. */
  messageError(code: string | undefined, said: string, subcode?: string): MessageError;
  /** ms to wait after try number `attempt` (from 1) ended in this code; undefined when it must not be sent again by itself. */
  waitAfter(code: string | undefined, attempt: number, subcode?: string): number | undefined;
}

/** A channel's table of errors: a code narrowed by its subcode first, then the code alone. `channel` is its name for people. */
export function errorTable(channel: string, entries: Readonly<Record<string, ProviderError>>): ErrorTable {
  const find: ErrorTable["find"] = (code, subcode) => {
    if (code === undefined) return undefined;
    const narrow = `${code}/${subcode}`;
    if (Object.hasOwn(entries, narrow)) return entries[narrow];
    return Object.hasOwn(entries, code) ? entries[code] : undefined;
  };
  return {
    channel,
    find,
    messageError(code, said, subcode) {
      const known = find(code, subcode);
      const sentence = known?.reason ?? (said === "" ? `${channel} did not say why.` : said);
      return {
        code: code ?? "unknown",
        message: code === undefined ? sentence : `${sentence} (${code})`,
        retryable: known?.retryable ?? false,
      };
    },
    waitAfter(code, attempt, subcode) {
      const backoff = find(code, subcode)?.backoff;
      return backoff === undefined
        ? undefined
        : Math.min(backoff.firstMs * backoff.factor ** (attempt - 1), backoff.maxMs);
    },
  };
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Something failed for a moment. */
export const FAULT = { firstMs: 5 * SECOND_MS, factor: 3, maxMs: 10 * MINUTE_MS } as const satisfies Backoff;
/** Too many calls: each further one makes it last longer. */
export const THROTTLE = { firstMs: 30 * SECOND_MS, factor: 2, maxMs: 30 * MINUTE_MS } as const satisfies Backoff;
