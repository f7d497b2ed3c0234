import type { ModuleHandlers } from "../module.ts";
import { emailSandbox } from "./sandbox.ts";
import { verifyCarrier } from "./verify.ts";

/** What the server does with whoever carries the mail. */
export const emailHandlers = {
  apis: [
    { host: "api.resend.com", variable: "RESEND_API_URL" },
    { host: "api.postmarkapp.com", variable: "POSTMARK_API_URL" },
    { host: "api.sendgrid.com", variable: "SENDGRID_API_URL" },
    { host: "api.eu.sendgrid.com", variable: "SENDGRID_API_URL" },
    { host: "api.mailgun.net", variable: "MAILGUN_API_URL" },
    { host: "api.eu.mailgun.net", variable: "MAILGUN_API_URL" },
  ],
  sandbox: emailSandbox,
  verify: verifyCarrier,
} as const satisfies ModuleHandlers;
