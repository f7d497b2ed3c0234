import { expect, it } from "vitest";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { paymentsHandlers } from "./handlers.ts";
import { payments } from "./manifest.ts";
import { ACCOUNT, fakeStripe, refusal } from "./sandbox.ts";

const KEY = "rk_live_canary51H8canary";
const credentials = { secretKey: KEY, publishableKey: "pk_live_51H8public", webhookSecret: "whsec_canary8canary" };
const stripe = (changed: object = {}) => fakeStripe({ key: KEY, changed });

holdsVerification({
  manifest: payments,
  handlers: paymentsHandlers,
  credentials,
  works: stripe(),
  details: { account: "Casa Lumen", accountId: ACCOUNT.id, country: "IT", mode: "Live" },
  asks: ["GET /v1/account"],
  refusals: {
    "a key that is mistyped": {
      answer: stripe(),
      credentials: { ...credentials, secretKey: `${KEY}x` },
      cause: "credentials",
      says: /does not know this key.*make a new key/,
    },
    "a key that has run out": {
      answer: () => refusal(401, { code: "api_key_expired", message: `Expired API Key provided: ${KEY}` }),
      cause: "expired",
      says: /has run out.*make a new key/,
    },
    "a publishable key in its place": {
      answer: () => refusal(403, { code: "secret_key_required" }),
      cause: "credentials",
      says: /publishable key/,
    },
    "a restricted key that may not": {
      answer: () =>
        refusal(403, { message: "The provided key 'rk_live_****nary' does not have the required permissions." }),
      cause: "permission",
      says: /may not read the account.*edit the key/,
    },
    "an account that was closed": {
      answer: () => refusal(403, { code: "account_invalid" }),
      cause: "blocked",
      says: /may not be used/,
    },
    "too many calls, as Stripe says it": {
      answer: () => refusal(429, { code: "rate_limit" }, { "retry-after": "4" }),
      cause: "rate_limited",
      says: /Wait 4 seconds/,
    },
    "a fault of Stripe's": {
      answer: () => refusal(500, { type: "api_error", message: "Something went wrong." }),
      cause: "provider_down",
      says: /has a fault.*status\.stripe\.com/,
    },
    "a refusal nobody has a sentence for": {
      answer: () => refusal(400, { code: "something_new", message: `No, ${KEY}.` }),
      cause: "configuration",
      says: /refuses these values\. \(something_new\) It says: “No, •••\./,
    },
    "keys of two modes": {
      answer: () => undefined,
      credentials: { ...credentials, publishableKey: "pk_test_51H8public" },
      cause: "configuration",
      says: /different modes/,
    },
    "an account that may not charge yet": {
      answer: stripe({ charges_enabled: false }),
      cause: "blocked",
      says: /does not let this account charge yet/,
    },
    "an account that may not pay out yet": {
      answer: stripe({ payouts_enabled: false }),
      cause: "blocked",
      says: /does not let this account pay out yet/,
    },
  },
});

it("stays connected while Stripe still holds something back, and says when no money moves", async () => {
  const secretKey = "sk_test_canary51H8canary";
  const { provider } = fakeWay(() => Response.json({ ...ACCOUNT, charges_enabled: false, settings: null }));
  const { health, details } = await paymentsHandlers.verify({ secretKey }, provider, 0);
  expect(health.ok).toBe(true);
  expect(details).toMatchObject({ account: ACCOUNT.id, mode: "Test: no money moves" });
});
