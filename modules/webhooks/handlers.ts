import type { ModuleHandlers } from "../module.ts";
import { webhooksSandbox } from "./sandbox.ts";
import { verifyAddress } from "./verify.ts";

/** What the server does with an account's own addresses. */
export const webhooksHandlers = {
  apis: [],
  asksGivenAddresses: true,
  sandbox: webhooksSandbox,
  verify: verifyAddress,
} as const satisfies ModuleHandlers;
