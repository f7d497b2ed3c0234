import type { ModuleHandlers } from "../module.ts";
import { smsSandbox } from "./sandbox.ts";
import { verifyAccount } from "./verify.ts";

/** What the server does with Twilio. */
export const smsHandlers = {
  apis: [
    { host: "api.twilio.com", variable: "TWILIO_API_URL" },
    { host: "messaging.twilio.com", variable: "TWILIO_API_URL" },
  ],
  sandbox: smsSandbox,
  verify: verifyAccount,
} as const satisfies ModuleHandlers;
