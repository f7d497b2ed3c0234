import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { claimsOf } from "../http/signed-assertion.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { calendarHandlers } from "./handlers.ts";
import { calendar } from "./manifest.ts";
import { fakeGoogle, noToken, refusal } from "./sandbox.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const keyFile = JSON.stringify({
  type: "service_account",
  client_email: "booking@casa-lumen.iam.gserviceaccount.com",
  private_key: pem,
  token_uri: "https://evil.example/token",
});
const credentials = { keyFile, calendarId: "team@casa-lumen.com" };
const TOKEN = "POST https://oauth2.googleapis.com/token";
const EVENTS = "GET /calendar/v3/calendars/team%40casa-lumen.com/events?maxResults=1";

const isSigned = (assertion: string | null) => claimsOf(assertion, publicKey) !== undefined;
const google = fakeGoogle({ isSigned });
const NOW = new Date("2026-11-20T08:00:00Z");

const atCalendar =
  (answer: () => Response): FakeProvider =>
  ({ address }) =>
    address.startsWith("/calendar") ? answer() : undefined;
const atToken =
  (answer: () => Response): FakeProvider =>
  ({ address }) =>
    address.endsWith("/token") ? answer() : undefined;
/** What is left to the working provider. */
const insteadOf =
  (other: FakeProvider): FakeProvider =>
  async (asked) =>
    (await other(asked)) ?? google(asked);

holdsVerification({
  manifest: calendar,
  handlers: calendarHandlers,
  credentials,
  works: google,
  details: { calendar: "Casa Lumen", timeZone: "Europe/Rome", access: "Make changes and share" },
  asks: [TOKEN, EVENTS],
  refusals: {
    "a key that was deleted": {
      answer: atToken(() => noToken("invalid_grant", "Invalid JWT Signature.")),
      cause: "credentials",
      says: /deleted.*new JSON key/,
    },
    "an account that was deleted": {
      answer: atToken(() => noToken("invalid_grant", "Invalid grant: account not found")),
      cause: "credentials",
      says: /service account of this file/,
    },
    "a clock that is wrong": {
      answer: atToken(() => noToken("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes)")),
      cause: "credentials",
      says: /does not accept this key file/,
    },
    "a person nobody may act for": {
      answer: atToken(() => noToken("unauthorized_client", "Client is unauthorized to retrieve access tokens")),
      cause: "permission",
      says: /Act as.*Domain-wide delegation/,
    },
    "an account that is disabled": {
      answer: atToken(() => noToken("disabled_client", "The OAuth client was disabled.")),
      cause: "blocked",
      says: /disabled.*Enable it/,
    },
    "a calendar nobody shared": {
      answer: atCalendar(() => refusal(404, "notFound")),
      cause: "not_found",
      says: /no such calendar.*share the calendar/,
    },
    "an API that is switched off": {
      answer: atCalendar(() => refusal(403, "accessNotConfigured")),
      cause: "configuration",
      says: /switched off.*enable Google Calendar API/,
    },
    "a calendar that may not be seen": {
      answer: atCalendar(() => refusal(403, "forbidden")),
      cause: "permission",
      says: /may not see this calendar/,
    },
    "too many calls, as Google says it": {
      answer: atCalendar(() => refusal(403, "rateLimitExceeded", { "retry-after": "90" })),
      cause: "rate_limited",
      says: /Wait 90 seconds/,
    },
    "a fault of Google's": {
      answer: atCalendar(() => refusal(500, "backendError")),
      cause: "provider_down",
      says: /has a fault/,
    },
    "a key that cannot be read": {
      answer: () => undefined,
      credentials: { ...credentials, keyFile: keyFile.replace("BEGIN PRIVATE", "BEGIN PUBLIC") },
      cause: "credentials",
      says: /cannot be read.*Download/,
    },
    "a calendar that may only be read": {
      answer: insteadOf(atCalendar(() => eventsAs("reader"))),
      cause: "permission",
      says: /nothing can be written.*Make changes to events/,
    },
  },
});

function eventsAs(accessRole: string): Response {
  return Response.json({ kind: "calendar#events", summary: "Casa Lumen", accessRole });
}

describe("the grant", () => {
  const grantOf = async (given: object) => {
    const { provider, asked } = fakeWay(google);
    await calendarHandlers.verify({ ...credentials, ...given }, provider, NOW.getTime());
    return claimsOf(new URLSearchParams(asked[0]?.body).get("assertion"), publicKey);
  };

  it("is for Google, for ten minutes and for the calendar alone, wherever the file says tokens are", async () => {
    expect(await grantOf({})).toEqual({
      iss: "booking@casa-lumen.iam.gserviceaccount.com",
      aud: "https://oauth2.googleapis.com/token",
      scope: "https://www.googleapis.com/auth/calendar",
      iat: NOW.getTime() / 1000,
      exp: NOW.getTime() / 1000 + 600,
    });
  });

  it("names the person it acts for, and only then", async () => {
    expect((await grantOf({ actAs: "ana@casa-lumen.com" }))?.["sub"]).toBe("ana@casa-lumen.com");
  });
});
