import type { ModuleHandlers } from "../module.ts";
import { ANTHROPIC_API } from "./client.ts";
import { verifyKey } from "./verify.ts";

/** What the server does with Claude when it is installed. The calls themselves are in worker/services/assists. */
export const aiHandlers = {
  api: ANTHROPIC_API,
  apiVariable: "ANTHROPIC_BASE_URL",
  verify: verifyKey,
} as const satisfies ModuleHandlers;
