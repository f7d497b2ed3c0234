import { builtIn, type FakeProvider } from "../http/built-in.ts";
import { jsonOf } from "../http/json-of.ts";
import { textAt } from "../meta/read.ts";
import { SANDBOX_KEY } from "./sandbox-key.ts";

const CALENDAR = "team@casa-lumen.com";
const TOKEN = "ya29.canary";

/** Google as it answers: a token for a grant, and a calendar for that token. `isSigned` says whether the right key signed it; here every key is. */
export function fakeGoogle({
  accessRole = "owner",
  isSigned = isGrant as (assertion: string | null) => boolean,
} = {}): FakeProvider {
  return ({ method, address, headers, body }) => {
    if (`${method} ${address}` === "POST https://oauth2.googleapis.com/token") {
      const form = new URLSearchParams(body);
      const isAsked = form.get("grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer";
      if (!isAsked || !isSigned(form.get("assertion"))) return noToken("invalid_grant", "Invalid JWT Signature.");
      return Response.json({ access_token: TOKEN, expires_in: 3599, token_type: "Bearer" });
    }
    if (headers.get("authorization") !== `Bearer ${TOKEN}`) return refusal(401, "authError");
    const events = { kind: "calendar#events", summary: "Casa Lumen", timeZone: "Europe/Rome", accessRole, items: [] };
    return method === "GET" && address === `/calendar/v3/calendars/${encodeURIComponent(CALENDAR)}/events?maxResults=1`
      ? Response.json(events)
      : refusal(404, "notFound");
  };
}

/** No token, as the token server says it. */
export function noToken(error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status: 400 });
}

/** A refusal of the calendar's API. */
export function refusal(code: number, reason: string, headers?: HeadersInit): Response {
  return Response.json(
    { error: { errors: [{ domain: "global", reason, message: "Said by Google" }], code, message: "Said by Google" } },
    { status: code, ...(headers === undefined ? {} : { headers }) },
  );
}

/** Whether it has the shape of a grant: three parts, the second of which says who asks. */
function isGrant(assertion: string | null): boolean {
  const [, claims = "", signature = ""] = (assertion ?? "").split(".");
  const read = jsonOf(atob(claims.replaceAll("-", "+").replaceAll("_", "/")));
  return signature !== "" && textAt(read, "iss") !== undefined;
}

/** In test mode. */
export const calendarSandbox = builtIn(
  {
    keyFile: JSON.stringify({
      type: "service_account",
      client_email: "booking@casa-lumen.iam.gserviceaccount.com",
      private_key: SANDBOX_KEY,
    }),
    calendarId: CALENDAR,
  },
  fakeGoogle(),
);
