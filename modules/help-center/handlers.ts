import type { ModuleHandlers } from "../module.ts";
import { helpCenterSandbox } from "./sandbox.ts";
import { verifyHelpPages } from "./verify.ts";

/** What the server does with help pages: it opens the first one, where the person says it is. */
export const helpCenterHandlers = {
  apis: [],
  asksGivenAddresses: true,
  sandbox: helpCenterSandbox,
  verify: verifyHelpPages,
} as const satisfies ModuleHandlers;
