import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { fakeSlack, no } from "./sandbox.ts";
import { slackHandlers } from "./handlers.ts";
import { slack } from "./manifest.ts";

const botToken = "xoxb-1234567890-canary-of-slack";
const credentials = { botToken, channelId: "C0123456789" };

holdsVerification({
  manifest: slack,
  handlers: slackHandlers,
  credentials,
  works: fakeSlack(),
  details: { workspace: "Harbour", app: "trellis", channel: "#alerts" },
  asks: ["POST /api/auth.test", "GET /api/conversations.info?channel=C0123456789"],
  refusals: {
    "a token nobody knows": {
      answer: fakeSlack({ token: "other" }),
      cause: "credentials",
      says: /invalid_auth.*OAuth/,
    },
    "a token that was revoked": { answer: () => no("token_revoked"), cause: "credentials", says: /revoked.*Install/ },
    "a token that has run out": { answer: () => no("token_expired"), cause: "expired", says: /rotates/ },
    "a token that may not write": {
      answer: fakeSlack({ scopes: "channels:read" }),
      cause: "permission",
      says: /lacks the scope chat:write/,
    },
    "a token that may not read": {
      answer: fakeSlack({ scopes: "chat:write" }),
      cause: "permission",
      says: /missing_scope/,
    },
    "a channel nobody knows": {
      answer: fakeSlack(),
      credentials: { ...credentials, channelId: "C9999999999" },
      cause: "not_found",
      says: /no such channel.*Invite/,
    },
    "a channel it was not invited to": {
      answer: fakeSlack({ channel: { is_member: false } }),
      cause: "permission",
      says: /not in the channel.*\/invite/,
    },
    "a channel in the archive": {
      answer: fakeSlack({ channel: { is_archived: true } }),
      cause: "configuration",
      says: /archived/,
    },
    "a rate limit in Slack's words": {
      answer: () =>
        Response.json({ ok: false, error: "ratelimited" }, { status: 429, headers: { "retry-after": "30" } }),
      cause: "rate_limited",
      says: /more than it takes.*Wait 30 seconds/,
    },
    "a fault with status 200": { answer: () => no("internal_error"), cause: "provider_down", says: /slack-status/ },
    "an error of tomorrow": { answer: () => no("brand_new"), cause: "configuration", says: /\(brand_new\)/ },
  },
});
