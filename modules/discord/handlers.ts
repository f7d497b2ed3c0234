import type { ModuleHandlers } from "../module.ts";
import { discordSandbox } from "./sandbox.ts";
import { verifyWebhook } from "./verify.ts";

/** What the server does with Discord. */
export const discordHandlers = {
  apis: [{ host: "discord.com", variable: "DISCORD_API_URL" }],
  sandbox: discordSandbox,
  verify: verifyWebhook,
} as const satisfies ModuleHandlers;
