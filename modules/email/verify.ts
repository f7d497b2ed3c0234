import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import type { Carrier } from "./carrier.ts";
import type { CarrierName } from "./manifest.ts";
import { mailgun } from "./carriers/mailgun.ts";
import { postmark } from "./carriers/postmark.ts";
import { resend } from "./carriers/resend.ts";
import { sendgrid } from "./carriers/sendgrid.ts";

/** Proves with the chosen carrier that the key works, and as far as the key may see it, that letters of the sender would be taken. None is sent. */
export async function verifyCarrier(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { carrier: chosen = "", apiKey = "", sender = "", region } = credentials;
  const carrier = Object.hasOwn(CARRIERS, chosen) ? CARRIERS[chosen as CarrierName] : undefined;
  if (carrier === undefined) return notWorking(now, NO_CARRIER);
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  const carried = await carrier.check({ credentials, provider, apiKey, domain, eu: region === "eu" });
  if ("cause" in carried) return notWorking(now, carried);
  const { details, but } = carried;
  return working(now, { carrier: carrier.provider.name, sender, ...details }, { but });
}

const CARRIERS: Readonly<Record<CarrierName, Carrier>> = { resend, postmark, sendgrid, mailgun };

const NO_CARRIER = {
  cause: "configuration",
  reason: "It is not said who is to carry the letters.",
  fix: "Choose one of the carriers, then verify again.",
} as const;
