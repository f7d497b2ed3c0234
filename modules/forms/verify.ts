import { z } from "zod";
import { asking } from "../http/ask.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { TURNSTILE } from "./provider.ts";

/**
 * Asks Cloudflare about the Turnstile secret, if there is one, with a person's answer that is none: of a good secret it then says just that.
 * Without Turnstile there is nobody to ask. https://developers.cloudflare.com/turnstile/get-started/server-side-validation/
 */
export async function verifyForms(
  { siteUrl = "", turnstileSecret = "", ...others }: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const website = URL.parse(siteUrl);
  if (website === null) return notWorking(now, NO_WEBSITE);
  if (turnstileSecret === "") return working(now, { website: website.host, robots: "Nothing keeps them out" });

  const ask = asking(TURNSTILE, { turnstileSecret, ...others }, provider);
  const form = { secret: turnstileSecret, response: "verification" };
  const judged = await ask("/turnstile/v0/siteverify", { method: "POST", form, reads: Judged });
  if (judged.kind !== "ok") return notWorking(now, troubleOf(judged, TURNSTILE));
  const details = { website: website.host, robots: "Kept out by Cloudflare Turnstile" };
  return working(now, details, { but: judged.body.success ? FOR_TESTS : undefined });
}

const Judged = z.object({ success: z.boolean(), "error-codes": z.array(z.string()) });

const NO_WEBSITE = {
  cause: "configuration",
  reason: "The website's address cannot be read.",
  fix: "Enter the address as the browser shows it, beginning with https://.",
} as const satisfies Trouble;

/** Only Cloudflare's keys for tests take an answer that is none. */
const FOR_TESTS = {
  cause: "configuration",
  reason: "This is one of Turnstile's keys for tests: it lets every robot through.",
  fix: "Enter the secret key of a widget of your own.",
} as const satisfies Trouble;
