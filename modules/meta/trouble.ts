import type { ErrorTable } from "./error-table.ts";
import type { GraphAnswer } from "./graph.ts";

/** Why a set-up does not work, and what to do about it. */
export interface Trouble {
  reason: string;
  fix: string;
}

/** A refusal of Graph in plain words, `what` naming the value it refused. It quotes Meta where the table has no sentence, and never anything that was sent. */
export function troubleOf(answer: Exclude<GraphAnswer, { kind: "ok" }>, what: string, errors: ErrorTable): Trouble {
  switch (answer.kind) {
    case "refused": {
      const known = errors.find(answer.code, answer.subcode);
      if (known !== undefined) return { reason: `${known.reason} (${answer.code})`, fix: known.fix };
      return {
        reason: `Meta refused ${what}: ${answer.said.slice(0, 300) || "without a reason"} (${answer.code})`,
        fix: "Check the values, then verify again.",
      };
    }
    case "unreadable":
      return {
        reason: `Meta's address answered ${answer.status} and not as Meta does.`,
        fix: "Try again in some minutes. If it stays, check META_GRAPH_URL.",
      };
    case "silent":
      return {
        reason: answer.timedOut ? "Meta did not answer in time." : "Meta could not be reached.",
        fix: "Try again in some minutes.",
      };
    default:
      return answer satisfies never;
  }
}
