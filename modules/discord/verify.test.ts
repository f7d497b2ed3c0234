import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { fakeDiscord, no } from "./sandbox.ts";
import { discordHandlers } from "./handlers.ts";
import { discord } from "./manifest.ts";

const ID = "223704706495545344";
const TOKEN = "3d89bb7572e0fb30d8128367b3b1b44fecd1726d";

holdsVerification({
  manifest: discord,
  handlers: discordHandlers,
  credentials: { webhookUrl: `https://canary.discord.com/api/webhooks/${ID}/${TOKEN}` },
  works: fakeDiscord(),
  secretInAddress: true,
  details: { webhook: "Harbour", channelId: "199737254929760256", serverId: "199737254929760256" },
  asks: [`GET /api/v10/webhooks/${ID}/${TOKEN}`],
  refusals: {
    "a webhook that was deleted": {
      answer: fakeDiscord({ id: "1" }),
      cause: "not_found",
      says: /deleted.*New|new webhook/,
    },
    "a token that is not its own": {
      answer: fakeDiscord({ token: "other" }),
      cause: "credentials",
      says: /its token, is not the right one. \(50027\)/,
    },
    "what its gate does not let through": {
      answer: () => no(403, 50013, "Missing Permissions"),
      cause: "permission",
      says: /does not let this webhook/,
    },
    "a rate limit, with the wait in its own place": {
      answer: () =>
        Response.json(
          { message: "You are being rate limited.", retry_after: 64.57, global: false },
          {
            status: 429,
            headers: { "X-RateLimit-Limit": "10", "X-RateLimit-Reset-After": "64.57", "X-RateLimit-Scope": "user" },
          },
        ),
      cause: "rate_limited",
      says: /Wait 65 seconds/,
    },
    "a refusal that quotes the token": {
      answer: () => no(400, 50035, `Invalid ${TOKEN}`),
      cause: "configuration",
      says: /\(50035\) It says: “Invalid •••/,
    },
  },
});
