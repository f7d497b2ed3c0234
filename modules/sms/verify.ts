import { z } from "zod";
import { type Ask, asking, type Answer } from "../http/ask.ts";
import { basic } from "../http/authorization.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { TWILIO } from "./provider.ts";

/**
 * Proves with Twilio that the account is active (as far as the key may see it), and that the number is its own and carries texts, or that the service exists. Nothing is sent.
 * https://www.twilio.com/docs/iam/api/account and https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export async function verifyAccount(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const {
    accountSid = "",
    authToken,
    apiKeySid = "",
    apiKeySecret = "",
    fromNumber = "",
    messagingServiceSid,
  } = credentials;
  const ask = asking(TWILIO, credentials, provider);
  const headers = authToken ? basic(accountSid, authToken) : basic(apiKeySid, apiKeySecret);
  const base = `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`;

  // An ordinary API key sees everything but the account itself: https://www.twilio.com/docs/iam/api-keys
  const account = authToken ? await ask(`${base}.json`, { headers, reads: Account }) : undefined;
  if (account !== undefined && account.kind !== "ok") return notWorking(now, troubleOf(account, TWILIO));
  const { friendly_name: name, status = "active", type } = account?.body ?? {};
  if (status !== "active") return notWorking(now, inactive(status));

  const sender = messagingServiceSid
    ? await serviceOf(ask, headers, messagingServiceSid)
    : await numberOf(ask, headers, base, fromNumber);
  if ("cause" in sender) return notWorking(now, sender);
  return working(now, { account: name, ...sender }, type === "Trial" ? { but: TRIAL } : {});
}

const Account = z.object({ friendly_name: z.string(), status: z.string(), type: z.string().optional() });
const Numbers = z.object({
  incoming_phone_numbers: z.array(
    z.object({ phone_number: z.string(), capabilities: z.object({ sms: z.boolean().optional() }).optional() }),
  ),
});
const Service = z.object({ friendly_name: z.string() });

async function numberOf(
  ask: Ask,
  headers: Record<string, string>,
  base: string,
  number: string,
): Promise<{ number: string } | Trouble> {
  const found = await ask(`${base}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(number)}`, {
    headers,
    reads: Numbers,
  });
  if (found.kind !== "ok") return troubleOf(found, TWILIO);
  const own = found.body.incoming_phone_numbers.find((one) => one.phone_number === number);
  if (own === undefined) return NOT_OWN;
  return own.capabilities?.sms === false ? NO_TEXTS : { number };
}

async function serviceOf(
  ask: Ask,
  headers: Record<string, string>,
  sid: string,
): Promise<{ service: string } | Trouble> {
  const found: Answer<z.infer<typeof Service>> = await ask(
    `https://messaging.twilio.com/v1/Services/${encodeURIComponent(sid)}`,
    { headers, reads: Service },
  );
  return found.kind === "ok" ? { service: found.body.friendly_name } : troubleOf(found, TWILIO);
}

function inactive(status: string): Trouble {
  return {
    cause: "blocked",
    reason: status === "suspended" ? "Twilio has suspended this account." : "This Twilio account is closed.",
    fix: "See in the Twilio Console what Twilio asks for, or use another account.",
  };
}

const NOT_OWN = {
  cause: "not_found",
  reason: "The account works, but this number is not one of its own.",
  fix: "Compare the number with Phone Numbers > Active numbers. A number of a subaccount needs that subaccount's SID.",
} as const satisfies Trouble;
const NO_TEXTS = {
  cause: "configuration",
  reason: "The number is the account's own, but it cannot carry text messages.",
  fix: "Choose a number whose capabilities in the Twilio Console name SMS.",
} as const satisfies Trouble;
const TRIAL = {
  cause: "configuration",
  reason: "It works, but this is a trial account: Twilio delivers only to numbers you have verified there.",
  fix: "Upgrade the account in the Twilio Console before you write to customers.",
} as const satisfies Trouble;
