import type { ModuleHandlers } from "../module.ts";
import { signalsSandbox } from "./sandbox.ts";
import { verifySignals } from "./verify.ts";

/** What the server does with feeds: it fetches each once, where the person says it is. */
export const signalsHandlers = {
  apis: [
    { host: "www.reddit.com", variable: "REDDIT_API_URL" },
    { host: "oauth.reddit.com", variable: "REDDIT_API_URL" },
  ],
  asksGivenAddresses: true,
  sandbox: signalsSandbox,
  verify: verifySignals,
} as const satisfies ModuleHandlers;
