import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { fakeGraph, no } from "./sandbox.ts";
import { messengerHandlers } from "./handlers.ts";
import { messenger } from "./manifest.ts";

const TOKEN = "EAAG-canary-of-messenger";
const credentials = { pageId: "102938475610293", accessToken: TOKEN };

holdsVerification({
  manifest: messenger,
  handlers: messengerHandlers,
  credentials,
  works: fakeGraph(),
  details: { page: "Harbour Shop", username: "@harbourshop" },
  asks: ["GET /v23.0/me?fields=id,name,username", "GET /v23.0/102938475610293/conversations?fields=id&limit=1"],
  refusals: {
    "a token that is none": { answer: fakeGraph({ token: "other" }), cause: "credentials", says: /\(190\).*new token/ },
    "a token that has run out": {
      answer: () => no(400, 190, "Session has expired", 463),
      cause: "expired",
      says: /has expired/,
    },
    "a token that lacks a permission": {
      answer: fakeGraph({ scopes: [] }),
      cause: "permission",
      says: /lacks pages_messaging/,
    },
    "another page's token": {
      answer: fakeGraph({ id: "999999999999" }),
      cause: "configuration",
      says: /not this page's own/,
    },
    "a page that is blocked": { answer: () => no(400, 368, "Blocked"), cause: "blocked", says: /Page quality/ },
    "too many calls in Graph's words": {
      answer: () => no(400, 80006, "There have been too many calls to this page"),
      cause: "rate_limited",
      says: /no more calls/,
    },
    "a fault of Meta's": {
      answer: () => no(500, 2, "Service temporarily unavailable"),
      cause: "provider_down",
      says: /later/,
    },
    "a refusal that quotes the token": {
      answer: () => no(400, 12345, `Malformed access token ${TOKEN}`),
      cause: "configuration",
      says: /Malformed access token •••/,
    },
  },
});
