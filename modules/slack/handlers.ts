import type { ModuleHandlers } from "../module.ts";
import { verifyApp } from "./verify.ts";

/** What the server does with Slack. */
export const slackHandlers = {
  apis: [{ host: "slack.com", variable: "SLACK_API_URL" }],
  verify: verifyApp,
} as const satisfies ModuleHandlers;
