import { z } from "zod";
import { asking, type Provider } from "../../http/ask.ts";
import { bearer } from "../../http/authorization.ts";
import type { Trouble } from "../../http/trouble.ts";
import { troubleOf } from "../../http/trouble-of.ts";
import { textAt } from "../../meta/read.ts";
import { type Carrier, unknownDomain, unverified } from "../carrier.ts";

const KEY = {
  cause: "credentials",
  reason: "Resend does not accept this API key: it is mistyped or was deleted.",
  fix: "Make a new key at resend.com/api-keys and enter the whole of it.",
} as const satisfies Trouble;
const QUOTA = {
  cause: "blocked",
  reason: "The account has sent as much as its plan at Resend allows for now.",
  fix: "Upgrade the plan at Resend, or wait until the day or the month is over.",
} as const satisfies Trouble;

/** https://resend.com/docs/api-reference/errors */
const RESEND: Provider = {
  name: "Resend",
  variable: "RESEND_API_URL",
  statusPage: "resend-status.com",
  codesOf: ({ body, status }) => (status < 400 ? [] : [textAt(body, "name") ?? ""].filter(Boolean)),
  sentenceOf: ({ body }) => textAt(body, "message"),
  refusals: {
    missing_api_key: KEY,
    invalid_api_key: KEY,
    invalid_access: KEY,
    daily_quota_exceeded: QUOTA,
    monthly_quota_exceeded: QUOTA,
    suspended_api_key: {
      cause: "blocked",
      reason: "Resend has suspended this API key.",
      fix: "See at resend.com what Resend asks for, or make another key.",
    },
    rate_limit_exceeded: {
      cause: "rate_limited",
      reason: "Resend takes only a few calls a second from an account, and there were more.",
      fix: "Wait some seconds, then verify again.",
    },
  },
};

/** Asks for the domains of the account. A key that may only send is good as well, and shows none. https://resend.com/docs/api-reference/domains/list-domains */
export const resend: Carrier = {
  provider: RESEND,
  async check({ credentials, provider, apiKey, domain }) {
    const found = await asking(
      RESEND,
      credentials,
      provider,
    )("https://api.resend.com/domains", {
      headers: bearer(apiKey),
      reads: Domains,
    });
    if (found.kind === "refused" && found.codes.includes("restricted_api_key")) return { details: {}, but: ONLY_SENDS };
    if (found.kind !== "ok") return troubleOf(found, RESEND);
    const own = found.body.data.find(({ name }) => name.toLowerCase() === domain);
    if (own === undefined) return unknownDomain(domain, "Resend", "Domains");
    return own.status === "verified" ? { details: { region: own.region } } : unverified(domain, "Resend", "Domains");
  },
};

const Domains = z.object({
  data: z.array(z.object({ name: z.string(), status: z.string(), region: z.string().optional() })),
});

const ONLY_SENDS = {
  cause: "permission",
  reason: "The key works and may only send, so nobody can see from here whether the sender's domain is verified.",
  fix: "See at resend.com/domains that it is. A key with full access lets it be checked here.",
} as const satisfies Trouble;
