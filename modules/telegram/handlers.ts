import type { ModuleHandlers } from "../module.ts";
import { telegramSandbox } from "./sandbox.ts";
import { verifyBot } from "./verify.ts";

/** What the server does with Telegram. */
export const telegramHandlers = {
  apis: [{ host: "api.telegram.org", variable: "TELEGRAM_API_URL" }],
  sandbox: telegramSandbox,
  verify: verifyBot,
} as const satisfies ModuleHandlers;
