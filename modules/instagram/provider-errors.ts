import { errorTable, FAULT, type ProviderError, THROTTLE } from "../meta/error-table.ts";

const RENEW = "Make a new token on Meta's page “API setup with Instagram login”, then replace it here.";
const PERMISSIONS =
  "Give the app instagram_business_basic and instagram_business_manage_messages, then make a new token.";
const WINDOW = {
  reason:
    "The time to answer is over: 24 hours after the customer's last message, or 7 days for a person of your team.",
  fix: "Wait until they write again. Replies after 24 hours also need Meta's approval for the human agent tag.",
  retryable: false,
} as const satisfies ProviderError;
const GONE = {
  reason: "Instagram cannot reach this person: the account is gone, or they have blocked or restricted yours.",
  fix: "Reach them another way.",
  retryable: false,
} as const satisfies ProviderError;

/**
 * What Meta's error codes mean for a message or a set-up; a narrower meaning stands under `code/subcode`. A code that is not here is never sent
 * again by itself. https://developers.facebook.com/docs/messenger-platform/error-codes
 */
export const PROVIDER_ERRORS = {
  "1": {
    reason: "Something failed at Instagram.",
    fix: "Try again later.",
    cause: "provider_down",
    backoff: FAULT,
    retryable: true,
  },
  "2": {
    reason: "Instagram is not available for the moment.",
    fix: "Try again later.",
    cause: "provider_down",
    backoff: FAULT,
    retryable: true,
  },
  "4": {
    reason: "The Meta app has made too many calls for the moment.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "10": { reason: "The access token may not do this.", fix: PERMISSIONS, cause: "permission", retryable: true },
  "10/2534022": WINDOW,
  "10/2018278": WINDOW,
  "17": {
    reason: "This Instagram account has reached its call limit for the moment.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "32": {
    reason: "Too many calls for this account in a short time.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "80002": {
    reason: "This Instagram account has reached its call limit for the moment.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "613": {
    reason: "Too many messages in a short time.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "100": {
    reason: "Instagram does not know an id in this request, or the access token may not see it.",
    fix: "Compare the Instagram account ID with Meta's page “API setup with Instagram login”, and make the token for that account.",
    cause: "not_found",
    retryable: false,
  },
  "100/2534014": GONE,
  "100/2018001": GONE,
  "100/2534001": {
    reason: "This chat was deleted or is closed on Instagram.",
    fix: "Wait until the person writes again.",
    retryable: false,
  },
  "190": {
    reason: "The access token has expired or was withdrawn.",
    fix: RENEW,
    cause: "credentials",
    retryable: true,
  },
  "200": { reason: "The access token lacks a permission.", fix: PERMISSIONS, cause: "permission", retryable: true },
  "230": {
    reason: "The person has not agreed that businesses see their profile.",
    fix: "Nothing to do: messages work without it.",
    retryable: false,
  },
  "368": {
    reason: "Meta has blocked this Instagram account for a breach of its policies.",
    fix: "See Account status in the Instagram app.",
    cause: "blocked",
    retryable: false,
  },
  "551": GONE,
  "1545041": GONE,
  "9007": {
    reason: "Instagram could not take the attachment.",
    fix: "Send another file, or try again later.",
    retryable: true,
  },
} as const satisfies Record<string, ProviderError>;

/** Instagram's codes and what follows from them. */
export const INSTAGRAM_ERRORS = errorTable("Instagram", PROVIDER_ERRORS);
