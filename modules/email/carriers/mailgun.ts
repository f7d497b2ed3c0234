import { z } from "zod";
import { asking, type Provider } from "../../http/ask.ts";
import { basic } from "../../http/authorization.ts";
import type { Trouble } from "../../http/trouble.ts";
import { troubleOf } from "../../http/trouble-of.ts";
import { textAt } from "../../meta/read.ts";
import { type Carrier, unknownDomain, unverified } from "../carrier.ts";

/** Mailgun has no codes, only statuses and sentences. https://documentation.mailgun.com/docs/mailgun/api-reference/mg-error-responses */
const MAILGUN: Provider = {
  name: "Mailgun",
  variable: "MAILGUN_API_URL",
  statusPage: "status.mailgun.com",
  codesOf: () => [],
  sentenceOf: ({ body }) => textAt(body, "message"),
  refusals: {
    "401": {
      cause: "credentials",
      reason: "Mailgun does not accept this API key: it is mistyped or was deleted, or may only send.",
      fix: "Make a key under Settings > API security and enter the whole of it. A domain's sending key cannot be checked.",
    },
    "403": {
      cause: "permission",
      reason: "Mailgun knows this API key but does not allow it this.",
      fix: "Under Settings > API security give the key a role that may read domains, and see whether addresses are restricted.",
    },
    "429": {
      cause: "rate_limited",
      reason: "The account asks Mailgun more than it takes for the moment.",
      fix: "Wait a minute, then verify again.",
    },
  },
};

/** Asks for the sender's domain. https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domains/get-v4-domains--name- */
export const mailgun: Carrier = {
  provider: MAILGUN,
  async check({ credentials, provider, apiKey, domain, eu }) {
    const base = eu ? "https://api.eu.mailgun.net" : "https://api.mailgun.net";
    const found = await asking(
      MAILGUN,
      credentials,
      provider,
    )(`${base}/v4/domains/${encodeURIComponent(domain)}`, {
      headers: basic("api", apiKey),
      reads: Found,
    });
    if (found.kind === "refused" && found.status === 404) {
      const { fix, ...unknown } = unknownDomain(domain, "Mailgun", "Sending > Domains");
      return { ...unknown, fix: `${fix} It may also be in the other region.` };
    }
    if (found.kind !== "ok") return troubleOf(found, MAILGUN);
    const { state, type } = found.body.domain;
    if (state === "disabled") return DISABLED;
    if (state !== "active") return unverified(domain, "Mailgun", "Sending > Domains");
    return type === "sandbox" ? { details: { domain }, but: SANDBOX } : { details: { domain } };
  },
};

const Found = z.object({ domain: z.object({ state: z.string(), type: z.string().optional() }) });

const DISABLED = {
  cause: "blocked",
  reason: "Mailgun has disabled this domain.",
  fix: "See at Mailgun under Sending > Domains why, and what Mailgun asks for.",
} as const satisfies Trouble;
const SANDBOX = {
  cause: "configuration",
  reason: "It works, but this is Mailgun's sandbox domain: it delivers only to recipients you have authorised there.",
  fix: "Add a domain of your own at Mailgun and enter a sender of it.",
} as const satisfies Trouble;
