import { builtIn, type FakeProvider } from "../http/built-in.ts";

export const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const TOKEN = "0123456789abcdef0123456789abcdee";
export const SERVICE = "MG0123456789abcdef0123456789abcdef";

/** Twilio as it answers one account with one number and one messaging service. */
export function fakeTwilio({
  login = `${ACCOUNT}:${TOKEN}`,
  account = {},
  capabilities = { voice: true, sms: true, mms: true },
}: { login?: string; account?: Record<string, unknown>; capabilities?: Record<string, boolean> } = {}): FakeProvider {
  return ({ address, headers }) => {
    if (headers.get("authorization") !== `Basic ${btoa(login)}`) return no(401, 20003, "Authenticate");
    const url = new URL(address, "https://api.twilio.com");
    switch (url.pathname) {
      case `/2010-04-01/Accounts/${ACCOUNT}.json`:
        return Response.json({ sid: ACCOUNT, friendly_name: "Harbour", status: "active", type: "Full", ...account });
      case `/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json`: {
        const number = url.searchParams.get("PhoneNumber");
        const own = number === "+14155550100" ? [{ sid: "PN1", phone_number: number, capabilities }] : [];
        return Response.json({ incoming_phone_numbers: own, page: 0, page_size: 50 });
      }
      case `/v1/Services/${SERVICE}`:
        return Response.json({ sid: SERVICE, account_sid: ACCOUNT, friendly_name: "Marketing" });
      default:
        return no(404, 20404, `The requested resource ${url.pathname} was not found`);
    }
  };
}

/** https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export function no(status: number, code: number, message: string, headers: Record<string, string> = {}): Response {
  const more = { more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return Response.json({ code, message, ...more }, { status, headers });
}

/** In test mode. */
export const smsSandbox = builtIn({ accountSid: ACCOUNT, authToken: TOKEN, fromNumber: "+14155550100" }, fakeTwilio());
