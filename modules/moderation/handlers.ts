import { working } from "../http/verification.ts";
import type { ModuleHandlers } from "../module.ts";
import { moderationSandbox } from "./sandbox.ts";

/** Sentinel asks for no values and has no provider: there is nothing that could not work, and nobody is asked. */
export const moderationHandlers = {
  apis: [],
  sandbox: moderationSandbox,
  verify: (_credentials, _provider, now) => Promise.resolve(working(now, { provider: "None: nobody is asked" })),
} as const satisfies ModuleHandlers;
