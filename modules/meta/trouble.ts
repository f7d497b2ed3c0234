import type { HealthCause } from "../../schema/contracts/integrations.ts";
import { waitInWords } from "../http/retry-after.ts";
import type { Trouble } from "../http/trouble.ts";
import type { ErrorTable } from "./error-table.ts";
import type { GraphAnswer } from "./graph.ts";

/** A refusal of Graph in plain words, `what` naming the value it refused. It quotes Meta where the table has no sentence, and never anything that was sent. */
export function troubleOf(answer: Exclude<GraphAnswer, { kind: "ok" }>, what: string, errors: ErrorTable): Trouble {
  switch (answer.kind) {
    case "refused": {
      const known = errors.find(answer.code, answer.subcode);
      const cause = causeOf(answer, known?.cause);
      if (known !== undefined) return { cause, reason: `${known.reason} (${answer.code})`, fix: known.fix };
      return {
        cause,
        reason: `Meta refused ${what}: ${answer.said.slice(0, 300) || "without a reason"} (${answer.code})`,
        fix: "Check the values, then verify again.",
      };
    }
    case "unreadable":
      return {
        cause: UNREADABLE[answer.status] ?? "provider_down",
        reason: `Meta's address answered ${answer.status} and not as Meta does.`,
        fix:
          answer.waitSeconds === undefined
            ? "Try again in some minutes. If it stays, check META_GRAPH_URL."
            : waitInWords(answer.waitSeconds),
      };
    case "silent":
      return {
        cause: "network",
        reason: answer.timedOut ? "Meta did not answer in time." : "Meta could not be reached.",
        fix: "Try again in some minutes.",
      };
    default:
      return answer satisfies never;
  }
}

/** What a status says whoever sent it. */
const UNREADABLE: Readonly<Record<number, HealthCause>> = { 401: "credentials", 429: "rate_limited" };

/** A token that has run out. https://developers.facebook.com/docs/graph-api/guides/error-handling */
const EXPIRED = "190/463";

/** The table's word; where it has none, what the status says of a code nobody knows. */
function causeOf(
  { code, subcode, status }: Extract<GraphAnswer, { kind: "refused" }>,
  known: HealthCause | undefined,
): HealthCause {
  if (`${code}/${subcode}` === EXPIRED) return "expired";
  if (known !== undefined) return known;
  if (status >= 500) return "provider_down";
  return BY_STATUS[status] ?? "configuration";
}
const BY_STATUS: Readonly<Record<number, HealthCause>> = {
  401: "credentials",
  403: "permission",
  404: "not_found",
  429: "rate_limited",
};
