import { builtIn, type FakeProvider } from "../http/built-in.ts";

/** An account as Stripe shows it. */
export const ACCOUNT = {
  id: "acct_1032D82eZvKYlo2C",
  object: "account",
  country: "IT",
  charges_enabled: true,
  payouts_enabled: true,
  settings: { dashboard: { display_name: "Casa Lumen", timezone: "Europe/Rome" } },
};
const KEY = "rk_test_sandbox51H8sandbox";

/** Stripe as it answers: the account of the right key, and to every other that it does not know it. */
export function fakeStripe({ key = KEY, changed = {} as object } = {}): FakeProvider {
  return ({ address, headers }) => {
    if (headers.get("authorization") !== `Bearer ${key}`)
      return refusal(401, { message: "Invalid API Key provided: rk_live_****nary" });
    return address === "/v1/account" ? Response.json({ ...ACCOUNT, ...changed }) : undefined;
  };
}

/** A refusal in Stripe's own form. */
export function refusal(status: number, error: object, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { type: "invalid_request_error", ...error } }, { status, headers });
}

/** In test mode. */
export const paymentsSandbox = builtIn({ secretKey: KEY, publishableKey: "pk_test_51H8sandbox" }, fakeStripe());
