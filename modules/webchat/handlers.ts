import type { ModuleHandlers } from "../module.ts";
import { webchatSandbox } from "./sandbox.ts";
import { verifySite } from "./verify.ts";

/** What the server does with an account's website. */
export const webchatHandlers = {
  apis: [],
  asksGivenAddresses: true,
  sandbox: webchatSandbox,
  verify: verifySite,
} as const satisfies ModuleHandlers;
