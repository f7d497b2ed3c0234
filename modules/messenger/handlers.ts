import type { ModuleHandlers } from "../module.ts";
import { messengerSandbox } from "./sandbox.ts";
import { verifyPage } from "./verify.ts";

/** What the server does with Messenger. */
export const messengerHandlers = {
  apis: [{ host: "graph.facebook.com", variable: "META_GRAPH_URL" }],
  sandbox: messengerSandbox,
  verify: verifyPage,
} as const satisfies ModuleHandlers;
