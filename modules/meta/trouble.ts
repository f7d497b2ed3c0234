import { type Failed, isTelling, type Provider } from "../http/ask.ts";
import { causeOfStatus, troubleOf as troubleOfProvider } from "../http/trouble-of.ts";
import type { Trouble } from "../http/trouble.ts";
import type { ErrorTable } from "./error-table.ts";
import type { GraphAnswer } from "./graph.ts";

/**
 * Why Graph did not do what it was asked, in plain words: a refusal by the channel's own table, `what` naming the value it refused, and all else
 * as of any provider. It quotes Meta where the table has no sentence, and never anything that was sent.
 */
export function troubleOf(answer: Exclude<GraphAnswer, { kind: "ok" }>, what: string, errors: ErrorTable): Trouble {
  if (answer.kind !== "refused") return troubleOfProvider(failed(answer), META);
  const { code, subcode, status, said } = answer;
  const known = errors.find(code, subcode);
  const reason = known?.reason ?? `Meta refused ${what}: ${said.slice(0, SAID_MAX) || "without a reason"}`;
  return {
    cause: `${code}/${subcode}` === EXPIRED ? "expired" : (known?.cause ?? causeOfStatus(status)),
    reason: `${reason} (${code})`,
    fix: known?.fix ?? "Check the values, then verify again.",
  };
}

const SAID_MAX = 300;
/** A token that has run out. https://developers.facebook.com/docs/graph-api/guides/error-handling */
const EXPIRED = "190/463";

/** Its codes are the channel's to explain. */
const META = {
  name: "Meta",
  variable: "META_GRAPH_URL",
  statusPage: "metastatus.com",
  codesOf: () => [],
  refusals: {},
} as const satisfies Provider;

function failed(answer: Extract<GraphAnswer, { kind: "unreadable" | "silent" }>): Failed {
  if (answer.kind === "silent") return answer;
  const { status, waitSeconds } = answer;
  return isTelling(status)
    ? { kind: "refused", status, codes: [], sentence: "", waitSeconds }
    : { kind: "unreadable", status, why: "other" };
}
