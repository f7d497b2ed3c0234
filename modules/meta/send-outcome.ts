import type { SendOutcome } from "../module.ts";
import type { ErrorTable } from "./error-table.ts";
import type { GraphAnswer } from "./graph.ts";

/**
 * How a send ended, from Graph's answer. Only an answer that says so in Graph's own words proves that nothing was sent; a gateway's error page
 * proves nothing. `idOf` reads the provider's message id of an accepted send.
 */
export function sendOutcome(
  answer: GraphAnswer,
  { attempt, errors, idOf }: { attempt: number; errors: ErrorTable; idOf: (body: unknown) => string | undefined },
): SendOutcome {
  switch (answer.kind) {
    case "ok": {
      const externalId = idOf(answer.body);
      return externalId === undefined
        ? unknown("no_id", `${errors.channel} answered without a message id.`)
        : { kind: "sent", externalId };
    }
    case "refused": {
      const { code, subcode, said } = answer;
      const error = errors.messageError(code, said, subcode);
      const waitMs = errors.waitAfter(code, attempt, subcode);
      const afterMs = waitMs ?? (answer.status === 429 ? errors.waitAfter(THROTTLED, attempt) : undefined);
      return afterMs === undefined ? { kind: "failed", error } : { kind: "retry", afterMs, error };
    }
    case "unreadable": {
      const { status } = answer;
      if (status === 429) {
        const error = errors.messageError(THROTTLED, "");
        return { kind: "retry", afterMs: errors.waitAfter(THROTTLED, attempt) ?? 0, error };
      }
      if (status >= 300 && status < 500)
        return failedSend(`http_${status}`, `${errors.channel}'s address answered ${status}.`, true);
      return unknown(
        `http_${status}`,
        `${errors.channel} answered ${status} without saying whether it took the message.`,
      );
    }
    case "silent":
      return answer.timedOut
        ? unknown("timeout", `${errors.channel} did not answer in time.`)
        : unknown("no_answer", `The connection to ${errors.channel} broke before its answer.`);
    default:
      return answer satisfies never;
  }
}

/** A send that ended before anyone was asked, or for good. */
export function failedSend(code: string, message: string, retryable: boolean): SendOutcome {
  return { kind: "failed", error: { code, message, retryable } };
}

/** Meta's code for too many calls, where it gives none of its own. */
const THROTTLED = "4";

/** A person may still press retry, knowing that the customer could then get it twice. */
function unknown(code: string, what: string): SendOutcome {
  return {
    kind: "unknown",
    error: { code, message: `${what} It may or may not have been delivered.`, retryable: true },
  };
}
