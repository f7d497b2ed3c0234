import type { ModuleHandlers } from "../module.ts";
import { esignSandbox } from "./sandbox.ts";
import { verifyEsign } from "./verify.ts";

/** What the server does with signatures: it checks that the chosen service lets it in. */
export const esignHandlers = {
  apis: [
    { host: "api.pandadoc.com", variable: "PANDADOC_API_URL" },
    { host: ".docusign.com", variable: "DOCUSIGN_API_URL" },
    { host: ".docusign.net", variable: "DOCUSIGN_API_URL" },
  ],
  sandbox: esignSandbox,
  verify: verifyEsign,
} as const satisfies ModuleHandlers;
