import type { Provider } from "../http/ask.ts";
import { textAt } from "../meta/read.ts";

const NEW_KEY = "In the Stripe Dashboard under Developers > API keys make a new key, and enter the whole of it.";
const MORE = {
  cause: "permission",
  reason: "This restricted key may not read the account.",
  fix: "In the Stripe Dashboard edit the key and let it read the account, or enter another key.",
} as const;

/** Stripe's API. https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes */
export const STRIPE = {
  name: "Stripe",
  variable: "STRIPE_API_URL",
  statusPage: "status.stripe.com",
  codesOf: ({ body }) =>
    [textAt(body, "error", "code"), textAt(body, "error", "type")].filter((code) => code !== undefined),
  sentenceOf: ({ body }) => textAt(body, "error", "message"),
  refusals: {
    "401": {
      cause: "credentials",
      reason: "Stripe does not know this key: it is mistyped or was deleted.",
      fix: NEW_KEY,
    },
    "403": MORE,
    "429": {
      cause: "rate_limited",
      reason: "Stripe takes no more calls of this account for the moment.",
      fix: "Wait a minute, then verify again.",
    },
    api_key_expired: { cause: "expired", reason: "This key has run out.", fix: NEW_KEY },
    platform_api_key_expired: { cause: "expired", reason: "The platform's key has run out.", fix: NEW_KEY },
    secret_key_required: {
      cause: "credentials",
      reason: "This is a publishable key, and Stripe wants a secret or a restricted one.",
      fix: NEW_KEY,
    },
    more_permissions_required: MORE,
    account_invalid: {
      cause: "blocked",
      reason: "Stripe says that this account may not be used: it was closed, or access to it was taken away.",
      fix: "Sign in to the Stripe Dashboard and look at the account.",
    },
    rate_limit: {
      cause: "rate_limited",
      reason: "Stripe takes no more calls of this account for the moment.",
      fix: "Wait a minute, then verify again.",
    },
    lock_timeout: {
      cause: "rate_limited",
      reason: "Stripe is busy with this account for the moment.",
      fix: "Wait a minute, then verify again.",
    },
    api_error: {
      cause: "provider_down",
      reason: "Stripe has a fault for the moment.",
      fix: "Try again in some minutes. See status.stripe.com.",
    },
  },
} as const satisfies Provider;
