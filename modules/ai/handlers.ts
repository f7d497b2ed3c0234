import type { ModuleHandlers } from "../module.ts";
import { verifyKey } from "./verify.ts";

/** What the server does with Claude when it is installed. The calls themselves are in worker/services/assists. */
export const aiHandlers = {
  apis: [{ host: "api.anthropic.com", variable: "ANTHROPIC_BASE_URL" }],
  verify: verifyKey,
} as const satisfies ModuleHandlers;
