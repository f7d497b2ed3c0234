import type { ModuleHandlers } from "../module.ts";
import { verifyAddress } from "./verify.ts";

/** What the server does with an account's own addresses. */
export const webhooksHandlers = {
  apis: [],
  asksGivenAddresses: true,
  verify: verifyAddress,
} as const satisfies ModuleHandlers;
