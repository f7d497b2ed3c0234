import type { Provider } from "../http/ask.ts";
import { at, idAt, textAt } from "../meta/read.ts";

const GONE = {
  cause: "not_found",
  reason: "Discord knows no such webhook: it was deleted, or the address is not whole.",
  fix: "Make a new webhook in the channel's settings under Integrations and enter its whole address.",
} as const;

/**
 * Discord's refusals. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json and
 * https://docs.discord.com/developers/topics/rate-limits
 */
export const DISCORD: Provider = {
  name: "Discord",
  variable: "DISCORD_API_URL",
  statusPage: "discordstatus.com",
  codesOf: ({ body, status }) =>
    status < 400 ? [] : [idAt(body, "code") ?? ""].filter((code) => !["", "0"].includes(code)),
  sentenceOf: ({ body }) => textAt(body, "message"),
  waitOf: ({ body }) => {
    const seconds = at(body, "retry_after");
    return typeof seconds === "number" ? seconds : undefined;
  },
  refusals: {
    "10015": GONE,
    "50027": {
      cause: "credentials",
      reason: "The last part of the webhook's address, its token, is not the right one.",
      fix: "Copy the webhook's address in Discord again and enter the whole of it.",
    },
    "401": GONE,
    "403": {
      cause: "permission",
      reason: "Discord does not let this webhook do that.",
      fix: "See in Discord whether the webhook's channel is still there and who may write in it.",
    },
    "404": GONE,
    "429": {
      cause: "rate_limited",
      reason: "Discord takes no more calls for the moment.",
      fix: "Wait a minute, then verify again.",
    },
  },
};
