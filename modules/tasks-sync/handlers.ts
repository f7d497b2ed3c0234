import type { ModuleHandlers } from "../module.ts";
import { tasksSyncSandbox } from "./sandbox.ts";
import { verifyTool } from "./verify.ts";

/** What the server does with a task tool: it checks whose token it is. */
export const tasksSyncHandlers = {
  apis: [
    { host: "api.clickup.com", variable: "CLICKUP_API_URL" },
    { host: "app.asana.com", variable: "ASANA_API_URL" },
    { host: "api.linear.app", variable: "LINEAR_API_URL" },
    { host: "api.todoist.com", variable: "TODOIST_API_URL" },
  ],
  sandbox: tasksSyncSandbox,
  verify: verifyTool,
} as const satisfies ModuleHandlers;
