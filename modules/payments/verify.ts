import { z } from "zod";
import { asking } from "../http/ask.ts";
import { bearer } from "../http/authorization.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { STRIPE } from "./provider.ts";

/**
 * Proves with Stripe whose account the key opens, and tells what Stripe still holds back. https://docs.stripe.com/api/accounts/retrieve
 */
export async function verifyStripe(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { secretKey = "", publishableKey } = credentials;
  if (publishableKey !== undefined && modeOf(publishableKey) !== modeOf(secretKey)) return notWorking(now, TWO_MODES);

  const ask = asking(STRIPE, credentials, provider);
  const headers = { ...bearer(secretKey), "stripe-version": VERSION };
  const account = await ask("/v1/account", { headers, reads: Account });
  if (account.kind !== "ok") return notWorking(now, troubleOf(account, STRIPE));
  const { id, country, settings, business_profile: profile } = account.body;
  return working(
    now,
    {
      account: settings?.dashboard?.display_name ?? profile?.name ?? id,
      accountId: id,
      country: country ?? undefined,
      mode: modeOf(secretKey) === "live" ? "Live" : "Test: no money moves",
    },
    { but: heldBack(account.body) },
  );
}

/** The API's version the module was written for: https://docs.stripe.com/api/versioning */
const VERSION = "2025-03-31.basil";

const Name = z.string().min(1).nullish().catch(undefined);
const Account = z.object({
  id: z.string().startsWith("acct_"),
  object: z.literal("account"),
  country: Name,
  charges_enabled: z.boolean().catch(true),
  payouts_enabled: z.boolean().catch(true),
  settings: z
    .object({ dashboard: z.object({ display_name: Name }).nullish() })
    .nullish()
    .catch(undefined),
  business_profile: z.object({ name: Name }).nullish().catch(undefined),
});

function modeOf(key: string): "live" | "test" {
  return key.includes("_live_") ? "live" : "test";
}

function heldBack(account: z.infer<typeof Account>): Trouble | undefined {
  if (account.charges_enabled && account.payouts_enabled) return undefined;
  const what = account.charges_enabled ? "pay out" : "charge";
  return {
    cause: "blocked",
    reason: `The key works, but Stripe does not let this account ${what} yet.`,
    fix: "Sign in to the Stripe Dashboard: it shows at the top what is still missing.",
  };
}

const TWO_MODES = {
  cause: "configuration",
  reason: "The two keys are of different modes: one is for tests and the other is live.",
  fix: "Enter the secret key and the publishable key of the same mode.",
} as const satisfies Trouble;
