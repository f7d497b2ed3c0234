import { z } from "zod";
import { asking } from "../http/ask.ts";
import { bearer } from "../http/authorization.ts";
import { jsonOf } from "../http/json-of.ts";
import { JWT_BEARER, signedAssertion } from "../http/signed-assertion.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import { textAt } from "../meta/read.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { GOOGLE } from "./provider.ts";

/**
 * Proves with Google that the key opens the calendar: exchanges a signed grant for a token, then reads the calendar's name and what the key
 * may do there. https://developers.google.com/workspace/calendar/api/v3/reference/events/list
 */
export async function verifyCalendar(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { keyFile = "", calendarId = "", actAs } = credentials;
  const file = jsonOf(keyFile);
  const claims = { iss: textAt(file, "client_email") ?? "", aud: TOKEN_URL, scope: SCOPE };
  // The file names an address for tokens too; a key must not be able to choose who is asked.
  const assertion = await signedAssertion(
    textAt(file, "private_key") ?? "",
    actAs === undefined ? claims : { ...claims, sub: actAs },
    now,
  );
  if (assertion === undefined) return notWorking(now, NO_KEY);

  const ask = asking(GOOGLE, credentials, provider);
  const form = { grant_type: JWT_BEARER, assertion };
  const token = await ask(TOKEN_URL, { method: "POST", form, reads: Token });
  if (token.kind !== "ok") return notWorking(now, troubleOf(token, GOOGLE));

  const path = `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events?maxResults=1`;
  const events = await ask(path, { headers: bearer(token.body.access_token), reads: Events });
  if (events.kind !== "ok") return notWorking(now, troubleOf(events, GOOGLE));
  const { summary, timeZone, accessRole } = events.body;
  return working(
    now,
    { calendar: summary, timeZone, access: ACCESS[accessRole] ?? accessRole },
    { but: WRITES.has(accessRole) ? undefined : READ_ONLY },
  );
}

const TOKEN_URL = "https://oauth2.googleapis.com/token";
const SCOPE = "https://www.googleapis.com/auth/calendar";

const Token = z.object({ access_token: z.string().min(1) });
const Events = z.object({
  kind: z.literal("calendar#events"),
  summary: z.string().optional(),
  timeZone: z.string().optional(),
  accessRole: z.string(),
});

const ACCESS: Readonly<Record<string, string>> = {
  owner: "Make changes and share",
  writer: "Make changes",
  reader: "Read",
  freeBusyReader: "See when it is busy",
};
const WRITES: ReadonlySet<string> = new Set(["owner", "writer"]);

const NO_KEY = {
  cause: "credentials",
  reason: "The private key in this file cannot be read.",
  fix: "Download the JSON key file anew from the Google Cloud console, and enter it as it is.",
} as const satisfies Trouble;

const READ_ONLY = {
  cause: "permission",
  reason: "The calendar can be read, but nothing can be written into it.",
  fix: "In Google Calendar share it with the service account's address as “Make changes to events”, then verify again.",
} as const satisfies Trouble;
