import type { ModuleHandlers } from "../module.ts";
import { slackSandbox } from "./sandbox.ts";
import { verifyApp } from "./verify.ts";

/** What the server does with Slack. */
export const slackHandlers = {
  apis: [{ host: "slack.com", variable: "SLACK_API_URL" }],
  sandbox: slackSandbox,
  verify: verifyApp,
} as const satisfies ModuleHandlers;
