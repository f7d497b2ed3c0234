import type { ModuleHandlers } from "../module.ts";
import { formsSandbox } from "./sandbox.ts";
import { verifyForms } from "./verify.ts";

/** What the server does with forms: it checks the Turnstile secret where there is one. */
export const formsHandlers = {
  apis: [{ host: "challenges.cloudflare.com", variable: "TURNSTILE_API_URL" }],
  sandbox: formsSandbox,
  verify: verifyForms,
} as const satisfies ModuleHandlers;
