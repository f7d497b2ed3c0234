import { z } from "zod";
import { type Ask, asking, type Provider } from "../../http/ask.ts";
import { bearer } from "../../http/authorization.ts";
import type { Trouble } from "../../http/trouble.ts";
import { troubleOf } from "../../http/trouble-of.ts";
import { textAt } from "../../meta/read.ts";
import { type Carried, type Carrier, unknownDomain, unverified } from "../carrier.ts";

/** SendGrid has no codes, only statuses and sentences. https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/errors */
const SENDGRID: Provider = {
  name: "SendGrid",
  variable: "SENDGRID_API_URL",
  statusPage: "status.sendgrid.com",
  codesOf: () => [],
  sentenceOf: ({ body }) => textAt(body, "errors", 0, "message"),
  // The moment from which it may be asked again, in seconds: …/rate-limits
  waitOf: ({ headers }) =>
    Number(headers.get("x-ratelimit-reset") ?? Number.NaN) - Date.parse(headers.get("date") ?? "") / 1000,
  refusals: {
    "401": {
      cause: "credentials",
      reason: "SendGrid does not accept this API key: it is mistyped or was deleted, or belongs to the other region.",
      fix: "Make a new key under Settings > API Keys, enter the whole of it, and choose the region of the account.",
    },
    "403": {
      cause: "permission",
      reason: "SendGrid knows this API key but does not allow it this.",
      fix: "Under Settings > API Keys give the key full access to Mail Send, or see whether the account is under review.",
    },
    "429": {
      cause: "rate_limited",
      reason: "The account asks SendGrid more than it takes for the moment.",
      fix: "Wait a minute, then verify again.",
    },
  },
};

/** Asks what the key may do, and where it may see that, whether the sender's domain is authenticated. https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access */
export const sendgrid: Carrier = {
  provider: SENDGRID,
  async check({ credentials, provider, apiKey, domain, eu }) {
    const ask = asking(SENDGRID, credentials, provider);
    const base = eu ? "https://api.eu.sendgrid.com/v3" : "https://api.sendgrid.com/v3";
    const headers = bearer(apiKey);
    const found = await ask(`${base}/scopes`, { headers, reads: Scopes });
    if (found.kind !== "ok") return troubleOf(found, SENDGRID);
    const { scopes } = found.body;
    if (!scopes.includes("mail.send")) return MUST_NOT_SEND;
    return scopes.includes("whitelabel.read")
      ? domainOf(ask, `${base}/whitelabel/domains`, headers, domain)
      : { details: {} };
  },
};

const Scopes = z.object({ scopes: z.array(z.string()) });
const Domains = z.array(z.object({ domain: z.string(), valid: z.boolean() }));

async function domainOf(ask: Ask, address: string, headers: Record<string, string>, domain: string): Promise<Carried> {
  const found = await ask(`${address}?domain=${encodeURIComponent(domain)}`, { headers, reads: Domains });
  if (found.kind !== "ok") return { details: {}, but: troubleOf(found, SENDGRID) };
  const own = found.body.filter((one) => one.domain.toLowerCase() === domain);
  if (own.some(({ valid }) => valid)) return { details: { domain } };
  // A single sender may be verified without its domain, so letters may leave all the same.
  const trouble = own.length === 0 ? unknownDomain : unverified;
  return { details: {}, but: trouble(domain, "SendGrid", "Settings > Sender Authentication") };
}

const MUST_NOT_SEND = {
  cause: "permission",
  reason: "The key works, but it may not send letters.",
  fix: "Under Settings > API Keys give the key full access to Mail Send, then verify again.",
} as const satisfies Trouble;
