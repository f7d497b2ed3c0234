import { expect, it } from "vitest";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { fakeTelegram, no } from "./sandbox.ts";
import { telegramHandlers } from "./handlers.ts";
import { telegram } from "./manifest.ts";

const TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1";
const credentials = { botToken: TOKEN, chatId: "-1001234567890" };

holdsVerification({
  manifest: telegram,
  handlers: telegramHandlers,
  credentials,
  works: fakeTelegram(),
  secretInAddress: true,
  details: { bot: "@harbour_alerts_bot", chat: "Harbour alerts" },
  asks: [`GET /bot${TOKEN}/getMe`, `POST /bot${TOKEN}/getChat`, `POST /bot${TOKEN}/getChatMember`],
  refusals: {
    "a token that was revoked": {
      answer: fakeTelegram({ token: "1:other" }),
      cause: "credentials",
      says: /does not know this bot token.*BotFather/,
    },
    "what is not even a token": { answer: () => no(404, "Not Found"), cause: "credentials", says: /mistyped/ },
    "a chat nobody knows": {
      answer: fakeTelegram(),
      credentials: { ...credentials, chatId: "-1009999999999" },
      cause: "not_found",
      says: /no such chat.*new id/,
    },
    "a bot that was thrown out": {
      answer: ({ address }) =>
        address.endsWith("getChat") ? no(403, "Forbidden: bot was kicked from the supergroup chat") : undefined,
      cause: "permission",
      says: /not in this chat any more/,
    },
    "a bot that only reads along in a channel": {
      answer: fakeTelegram({
        chat: { id: -1001234567890, type: "channel", title: "News" },
        member: { status: "administrator", can_post_messages: false },
      }),
      cause: "permission",
      says: /may not write/,
    },
    "a member that was muted": {
      answer: fakeTelegram({ member: { status: "restricted", can_send_messages: false } }),
      cause: "permission",
      says: /may not write/,
    },
    "a flood, with the wait in its own place": {
      answer: () => no(429, "Too Many Requests: retry after 300", 300),
      cause: "rate_limited",
      says: /Wait 5 minutes/,
    },
    "a refusal it has no words for": {
      answer: () => no(400, `Bad Request: ${TOKEN} is odd`),
      cause: "configuration",
      says: /refuses these values.*••• is odd/,
    },
  },
});

it("asks nothing about membership in a chat with one person", async () => {
  const { provider, asked } = fakeWay(fakeTelegram({ chat: { id: 12345, type: "private", first_name: "Ada" } }));
  const found = await telegramHandlers.verify({ ...credentials, chatId: "12345" }, provider, 0);
  expect(found).toMatchObject({ health: { ok: true }, details: { chat: "Ada" } });
  expect(asked).toHaveLength(2);
});
