import { APIConnectionError, APIConnectionTimeoutError, APIError } from "@anthropic-ai/sdk";
import type { HealthCause } from "../../schema/contracts/integrations.ts";

/** Why Claude did not answer. `refused_key`: someone has to change something at Anthropic or here before any call works. */
export type ClaudeFault = "overloaded" | "rate_limited" | "spend_limit" | "refused_key" | "unreachable" | "failed";

/** A fault in words for a person. */
export interface ClaudeTrouble {
  fault: ClaudeFault;
  /** What kind of trouble it is to the set-up. */
  cause: HealthCause;
  /** In plain words, and what to do about it. Never quotes what was sent. */
  reason: string;
  fix: string;
  /** Seconds after which the provider says to ask again. */
  retryAfter?: number;
}

/**
 * What an error of the SDK means, by status and type as documented: https://platform.claude.com/docs/en/api/errors. An error that came in
 * the middle of a stream has a type and no status.
 */
export function claudeTrouble(error: unknown): ClaudeTrouble {
  if (!(error instanceof APIError)) return { fault: "failed", ...WORDS.unexpected };
  if (error instanceof APIConnectionTimeoutError) return { fault: "unreachable", ...WORDS.timedOut };
  if (error instanceof APIConnectionError) return { fault: "unreachable", ...WORDS.unreachable };
  const wait = retryAfterOf(error.headers);
  const after = wait === undefined ? {} : { retryAfter: wait };
  switch (error.type ?? TYPE_OF_STATUS[error.status ?? 0]) {
    case "authentication_error":
      return { fault: "refused_key", ...WORDS.key };
    case "permission_error":
      return { fault: "refused_key", ...WORDS.permission };
    case "billing_error":
      return { fault: "refused_key", ...WORDS.billing };
    case "overloaded_error":
      return { fault: "overloaded", ...WORDS.overloaded, ...after };
    case "rate_limit_error":
      // The month's spend limit comes as a rate limit that no wait of ours ends.
      return error.errorCode === "enforced_spend_limit_reached"
        ? { fault: "spend_limit", ...WORDS.spend }
        : { fault: "rate_limited", ...WORDS.rate, ...after };
    case "not_found_error":
      return { fault: "failed", ...WORDS.notFound };
    case "invalid_request_error":
      return { fault: "failed", ...WORDS.invalid };
    default:
      return (error.status ?? 500) >= 500
        ? { fault: "unreachable", ...WORDS.broken, ...after }
        : { fault: "failed", ...WORDS.unexpected };
  }
}

/** What the status says where the body has no type, as from a proxy. */
const TYPE_OF_STATUS: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

const STATUS_PAGE = "See status.claude.com.";
const WORDS = {
  key: {
    cause: "credentials",
    reason: "Anthropic does not accept this API key: it is mistyped, revoked or expired.",
    fix: "Make a new key in the Claude Console under Settings > API keys and enter the whole of it.",
  },
  permission: {
    cause: "permission",
    reason: "Anthropic knows this API key but does not allow it this.",
    fix: "In the Claude Console, look at the key's workspace and which models it may use.",
  },
  billing: {
    cause: "blocked",
    reason: "Anthropic refuses because of the billing of the key's organisation.",
    fix: "Look at the payment details and the credit balance in the Claude Console under Billing.",
  },
  spend: {
    cause: "blocked",
    reason: "The key's organisation has reached its monthly spend limit at Anthropic.",
    fix: "Raise the limit in the Claude Console under Limits, or wait for the next month.",
  },
  rate: {
    cause: "rate_limited",
    reason: "The key's organisation has asked Claude more than Anthropic lets it for the moment.",
    fix: "Wait a minute, then try again. The limits are in the Claude Console under Limits.",
  },
  overloaded: {
    cause: "provider_down",
    reason: "Claude is overloaded for the moment.",
    fix: `Try again in a minute. ${STATUS_PAGE}`,
  },
  broken: {
    cause: "provider_down",
    reason: "Claude has a fault for the moment.",
    fix: `Try again in some minutes. ${STATUS_PAGE}`,
  },
  timedOut: {
    cause: "network",
    reason: "Claude did not answer in time.",
    fix: `Try again in some minutes. ${STATUS_PAGE}`,
  },
  unreachable: { cause: "network", reason: "Claude could not be reached.", fix: "Try again in some minutes." },
  notFound: {
    cause: "not_found",
    reason: "Anthropic does not know this address or this model for the key.",
    fix: "Choose another model. If it stays, check ANTHROPIC_BASE_URL.",
  },
  invalid: {
    cause: "configuration",
    reason: "Anthropic refused the request.",
    fix: "A spend limit you set may be reached, or the model does not take what was sent: look in the Claude Console under Limits, or choose another model.",
  },
  unexpected: {
    cause: "provider_down",
    reason: "Claude's address did not answer as Claude does.",
    fix: "If it stays, check ANTHROPIC_BASE_URL.",
  },
} as const satisfies Record<string, Pick<ClaudeTrouble, "cause" | "reason" | "fix">>;

/** Seconds, from a number or a date. Bounded, for a header is anybody's. */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const said = headers?.get("retry-after") ?? "";
  if (!/^\d{1,9}(\.\d+)?$/.test(said)) return undefined;
  return Math.min(3600, Number(said));
}
