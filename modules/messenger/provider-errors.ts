import { errorTable, FAULT, type ProviderError, THROTTLE } from "../meta/error-table.ts";

const PERMISSIONS =
  "In Meta for Developers give the app pages_messaging and pages_manage_metadata for this page, then make a new token.";
const RENEW = "Make a new token for the page under Messenger > Settings, then replace it here.";
const TOO_MANY = {
  reason: "Meta takes no more calls from this app or page for the moment.",
  fix: "Wait some minutes.",
  cause: "rate_limited",
  backoff: THROTTLE,
  retryable: true,
} as const satisfies ProviderError;
const DOWN = {
  reason: "Something failed at Messenger.",
  fix: "Try again later.",
  cause: "provider_down",
  backoff: FAULT,
  retryable: true,
} as const satisfies ProviderError;

/** What Meta's error codes mean for a page. https://developers.facebook.com/docs/messenger-platform/error-codes */
export const PROVIDER_ERRORS = {
  "1": DOWN,
  "2": DOWN,
  "1200": DOWN,
  "4": TOO_MANY,
  "32": TOO_MANY,
  "613": TOO_MANY,
  "80006": TOO_MANY,
  "10": { reason: "The access token may not do this.", fix: PERMISSIONS, cause: "permission", retryable: true },
  "100": {
    reason: "Meta does not know an id in this request, or the access token may not see it.",
    fix: "Compare the page's id with Messenger > Settings in Meta for Developers, and make the token for that page.",
    cause: "not_found",
    retryable: false,
  },
  "190": {
    reason: "The access token has expired or was withdrawn.",
    fix: RENEW,
    cause: "credentials",
    retryable: true,
  },
  "190/463": { reason: "The access token has expired.", fix: RENEW, cause: "expired", retryable: true },
  "190/460": {
    reason: "The access token ended because its owner changed the password.",
    fix: RENEW,
    cause: "credentials",
    retryable: true,
  },
  "200": { reason: "The access token lacks a permission.", fix: PERMISSIONS, cause: "permission", retryable: true },
  "230": { reason: "The access token lacks pages_messaging.", fix: PERMISSIONS, cause: "permission", retryable: true },
  "283": {
    reason: "The access token lacks a permission for pages.",
    fix: PERMISSIONS,
    cause: "permission",
    retryable: true,
  },
  "368": {
    reason: "Meta has blocked this page for a breach of its policies.",
    fix: "See Page quality in the page's settings at Facebook.",
    cause: "blocked",
    retryable: false,
  },
} as const satisfies Record<string, ProviderError>;

/** Messenger's codes and what follows from them. */
export const MESSENGER_ERRORS = errorTable("Messenger", PROVIDER_ERRORS);
