import type { ModuleHandlers } from "../module.ts";
import { gtmSandbox } from "./sandbox.ts";
import { verifyTags } from "./verify.ts";

/** What the server does with Google's tags: it checks that they are there. */
export const gtmHandlers = {
  apis: [
    { host: "www.googletagmanager.com", variable: "GOOGLE_TAGS_API_URL" },
    { host: "www.google-analytics.com", variable: "GOOGLE_TAGS_API_URL" },
  ],
  sandbox: gtmSandbox,
  verify: verifyTags,
} as const satisfies ModuleHandlers;
