import type { ModuleHandlers } from "../module.ts";
import { leadAdsSandbox } from "./sandbox.ts";
import { verifyLeadAds } from "./verify.ts";

/** What the server does with lead ads: it checks that the page's lead forms can be read. */
export const leadAdsHandlers = {
  apis: [{ host: "graph.facebook.com", variable: "META_GRAPH_URL" }],
  sandbox: leadAdsSandbox,
  verify: verifyLeadAds,
} as const satisfies ModuleHandlers;
