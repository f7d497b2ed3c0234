import type { HealthCause } from "../../schema/contracts/integrations.ts";
import type { Failed, Provider } from "./ask.ts";
import { waitInWords } from "./retry-after.ts";
import type { Trouble } from "./trouble.ts";

/** Why a provider did not do what it was asked, in plain words: its table's where it has some, else what the status says. */
export function troubleOf(failed: Failed, by: Provider): Trouble {
  switch (failed.kind) {
    case "refused":
      return refusal(failed, by);
    case "unreadable":
      return {
        cause: "provider_down",
        reason: `${by.name}'s address answered ${failed.status} and ${UNREADABLE[failed.why]}.`,
        fix: `Try again in some minutes. If it stays, ${by.variable === undefined ? "check the address" : `check ${by.variable}`}.`,
      };
    case "silent":
      return {
        cause: "network",
        reason: failed.timedOut ? `${by.name} did not answer in time.` : `${by.name} could not be reached.`,
        fix: `Try again in some minutes.${statusPage(by)}`,
      };
    default:
      return failed satisfies never;
  }
}

const UNREADABLE = {
  empty: "without a word",
  too_large: "more than it may",
  other: "not as documented",
} as const satisfies Record<Extract<Failed, { kind: "unreadable" }>["why"], string>;

function refusal(
  { status, codes, sentence, waitSeconds }: Extract<Failed, { kind: "refused" }>,
  by: Provider,
): Trouble {
  const code = [...codes, String(status)].find((one) => Object.hasOwn(by.refusals, one));
  const known = code === undefined ? undefined : by.refusals[code];
  if (known !== undefined) {
    const named = code === String(status) || !isCode(code) ? known.reason : `${known.reason} (${code})`;
    return { ...known, reason: named, ...(known.cause === "rate_limited" ? waiting(known.fix, waitSeconds) : {}) };
  }
  const said = sentence === "" ? "" : ` It says: “${sentence}”`;
  const which = codes.find(isCode) ?? String(status);
  const cause = causeOfStatus(status);
  return { ...fallback(cause, by, waitSeconds), cause, reason: `${REASONS[cause](by.name)} (${which})${said}` };
}

/** What a refusal is where its provider gives no code that is known. */
export function causeOfStatus(status: number): HealthCause {
  return status >= 500 ? "provider_down" : (CAUSES[status] ?? "configuration");
}

/** Some providers have sentences in place of codes. */
function isCode(code: string | undefined): boolean {
  return /^[\w./-]{1,60}$/.test(code ?? "");
}

const CAUSES: Readonly<Record<number, HealthCause>> = {
  401: "credentials",
  403: "permission",
  404: "not_found",
  429: "rate_limited",
};

const REASONS = {
  credentials: (name) => `${name} does not accept these credentials.`,
  expired: (name) => `${name} says that these credentials have run out.`,
  permission: (name) => `${name} knows these credentials but does not allow them this.`,
  not_found: (name) => `${name} does not know what was asked for.`,
  configuration: (name) => `${name} refuses these values.`,
  blocked: (name) => `${name} has blocked this account.`,
  rate_limited: (name) => `${name} takes no more calls for the moment.`,
  provider_down: (name) => `${name} has a fault for the moment.`,
  network: (name) => `${name} could not be reached.`,
} as const satisfies Record<HealthCause, (name: string) => string>;

function fallback(cause: HealthCause, by: Provider, waitSeconds: number | undefined): { fix: string } {
  switch (cause) {
    case "rate_limited":
      return waiting("Wait a minute, then verify again.", waitSeconds);
    case "provider_down":
    case "network":
      return { fix: `Try again in some minutes.${statusPage(by)}` };
    case "blocked":
      return { fix: `Look at the account at ${by.name}.` };
    case "permission":
      return { fix: `Give the key what the steps on this page name at ${by.name}, then verify again.` };
    case "credentials":
    case "expired":
    case "not_found":
    case "configuration":
      return { fix: `Compare every value with what ${by.name} shows, then verify again.` };
    default:
      return cause satisfies never;
  }
}

/** What the provider itself says about the wait is better than what the table says of it. */
function waiting(fix: string, seconds: number | undefined): { fix: string } {
  return { fix: seconds === undefined ? fix : waitInWords(seconds) };
}

function statusPage({ statusPage: page }: Provider): string {
  return page === undefined ? "" : ` See ${page}.`;
}
