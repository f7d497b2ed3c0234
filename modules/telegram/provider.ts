import type { Provider } from "../http/ask.ts";
import { at, textAt } from "../meta/read.ts";

const TOKEN = {
  cause: "credentials",
  reason: "Telegram does not know this bot token: it is mistyped, or was revoked.",
  fix: "Ask @BotFather for the bot's API Token and enter the whole of it.",
} as const;
const OUTSIDE = {
  cause: "permission",
  reason: "The bot is not in this chat any more.",
  fix: "Add the bot to the chat again, then verify again.",
} as const;

/**
 * Telegram's refusals: a code that is the HTTP status again, and a sentence that tells more. It documents none of its sentences; these are what it
 * answers. https://core.telegram.org/bots/api#making-requests
 */
export const TELEGRAM: Provider = {
  name: "Telegram",
  variable: "TELEGRAM_API_URL",
  codesOf: ({ body }) => (at(body, "ok") === false ? [textAt(body, "description") ?? ""].filter(Boolean) : []),
  sentenceOf: ({ body }) => textAt(body, "description"),
  waitOf: ({ body }) => {
    const seconds = at(body, "parameters", "retry_after");
    return typeof seconds === "number" ? seconds : undefined;
  },
  refusals: {
    "401": TOKEN,
    // What is not even the form of a token.
    "Not Found": TOKEN,
    Unauthorized: TOKEN,
    "Bad Request: chat not found": {
      cause: "not_found",
      reason: "Telegram knows no such chat, or the bot was never in it.",
      fix: "Add the bot to the chat, write something there, and compare the id. A group that became a supergroup has a new id.",
    },
    "Forbidden: bot was kicked from the group chat": OUTSIDE,
    "Forbidden: bot was kicked from the supergroup chat": OUTSIDE,
    "Forbidden: bot was kicked from the channel chat": OUTSIDE,
    "Forbidden: bot is not a member of the supergroup chat": OUTSIDE,
    "Forbidden: bot is not a member of the channel chat": OUTSIDE,
    "Forbidden: bot was blocked by the user": {
      cause: "permission",
      reason: "The person has blocked the bot.",
      fix: "They have to open the chat with the bot and press Restart.",
    },
    "429": {
      cause: "rate_limited",
      reason: "The bot asks more than Telegram takes for the moment.",
      fix: "Wait a minute, then verify again.",
    },
  },
};
