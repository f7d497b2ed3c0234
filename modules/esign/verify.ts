import type { Trouble } from "../http/trouble.ts";
import { notWorking } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { verifyDocusign } from "./services/docusign.ts";
import { verifyPandadoc } from "./services/pandadoc.ts";

/** Proves with the chosen service that its credentials work. */
export async function verifyEsign(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  switch (credentials["service"]) {
    case "docusign":
      return verifyDocusign(credentials, provider, now);
    case "pandadoc":
      return verifyPandadoc(credentials, provider, now);
    default:
      return notWorking(now, NO_SERVICE);
  }
}

const NO_SERVICE = {
  cause: "configuration",
  reason: "There is no such service.",
  fix: "Choose DocuSign or PandaDoc.",
} as const satisfies Trouble;
