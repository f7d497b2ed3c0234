import { beforeAll, describe, expect, test, vi } from "vitest";
import { ROUTES } from "../app.ts";
import { call, type Cast, codeOf, makeCast, ORIGIN, PASSWORD, revive, signIn } from "./cast.test-kit.ts";
import { type Ids, makeRecords, ownIds, renewRecords, snapshot } from "./records.test-kit.ts";
import { nameOf, sampleOf } from "./samples.test-kit.ts";

/** Requests that a page of another site makes a signed-in browser send. */
const ORIGINS: Record<string, string | undefined> = {
  "no Origin": undefined,
  "a null Origin": "null",
  "a sibling subdomain": "https://shop.trellis.test",
  "the parent domain": "https://test",
  "another site": "https://evil.test",
  "our name at another port": "https://trellis.test:8443",
  "our name without TLS": "http://trellis.test",
  "our name as a prefix": "https://trellis.test.evil.test",
};

// Hundreds of requests a test, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cast: Cast;
let ids: Ids;
beforeAll(async () => {
  cast = await makeCast();
  ids = await makeRecords(cast.people.agency_admin, cast.tenants.alder, "secret");
});

/** What a guess at something nobody can guess is answered with. */
const GUESSED: Record<string, number[]> = {
  "PUT /api/users/authenticator": [400],
  "POST /api/users/passkeys": [401],
};

/** Doors that change something or open a socket. */
const unsafe = ROUTES.filter(({ method, path }) => method !== "GET" || path === "/api/live");
/** Those a cookie lets in. The others are sign-in and the providers' webhooks, which know callers by what they send. */
const byCookie = unsafe.filter(({ policy }) => policy.kind !== "open");

test("the doors without a cookie are known", () => {
  expect(
    unsafe
      .filter((route) => !byCookie.includes(route))
      .map(nameOf)
      .sort(),
  ).toEqual([
    "POST /api/concierge/relays/forms/:slug",
    "POST /api/concierge/relays/open",
    "POST /api/invitations/preview",
    "POST /api/joins",
    "POST /api/joins/open",
    "POST /api/sandbox/oidc/consent",
    "POST /api/sandbox/oidc/token",
    "POST /api/sign-ups",
    "POST /api/sign-ups/completion",
    "POST /api/sign-ups/verification",
    "POST /api/users/forgot-password",
    "POST /api/users/login",
    "POST /api/users/login/code",
    "POST /api/users/login/passkey",
    "POST /api/users/login/passkey/options",
    "POST /api/users/login/provider",
    "POST /api/users/login/provider/return",
    "POST /api/users/reset-password",
    "POST /api/users/verify-email",
    "POST /webhooks/instagram",
    "POST /webhooks/instagram/:integrationId",
    "POST /webhooks/whatsapp",
    "POST /webhooks/whatsapp/:integrationId",
  ]);
});

describe("with the cookie alone, nothing is done for", () => {
  test.each(Object.keys(ORIGINS))("%s", async (name) => {
    const person = cast.people.agency_admin;
    const cookie = await signIn(person);
    const before = await snapshot(cast.tenants.alder.id);
    const ownSessions = await snapshot(cast.tenants.north.id);
    for (const route of byCookie) {
      const { path, options } = sampleOf(route, ids);
      const refused = await call(path, { ...options, cookie, origin: ORIGINS[name], tenant: cast.tenants.alder.id });
      expect([refused.status, await codeOf(refused)], nameOf(route)).toEqual([403, "bad_origin"]);
      expect(refused.headers.get("set-cookie"), nameOf(route)).toBeNull();
    }
    expect(await snapshot(cast.tenants.alder.id)).toBe(before);
    expect(await snapshot(cast.tenants.north.id)).toBe(ownSessions);
    expect((await call("/api/users/me", { cookie })).status).toBe(200);
  });
});

describe("a token in a header needs no Origin, and our own page is let through:", () => {
  test.each(byCookie.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    // What an account decides about who looks in, no agency decides for it.
    const person = cast.people[route.path === "/api/impersonations/consent" ? "subaccount_admin" : "agency_admin"];
    for (const by of ["header", "page"] as const) {
      const token = await signIn(person);
      const sample = sampleOf(route, { ...ids, ...(await ownIds(route, person)) });
      const how = by === "header" ? { token } : { cookie: token, origin: ORIGIN };
      const answer = await call(sample.path, { ...sample.options, ...how, tenant: cast.tenants.alder.id });
      answer.webSocket?.accept();
      answer.webSocket?.close();
      // Too often, by a link that nobody was sent or a code that was guessed: reached all the same.
      expect(
        [101, 200, 201, 202, 409, 410, 429, ...(GUESSED[nameOf(route)] ?? [])],
        `${by}: ${answer.status}`,
      ).toContain(answer.status);
      person.token = await signIn(person);
      if (route.policy.kind === "overPathTenant") await revive(cast, cast.tenants.alder.id);
      if (route.method === "DELETE") ids = await renewRecords(nameOf(route), ids, person, cast.tenants.alder, "secret");
    }
  });
});

test("a page elsewhere cannot sign a browser in as someone, nor read who is signed in", async () => {
  const { email, token } = cast.people.agency_member;
  for (const [name, origin] of Object.entries(ORIGINS)) {
    const answer = await call("/api/users/login", { method: "POST", body: { email, password: PASSWORD }, origin });
    expect(answer.status, name).toBe(origin === undefined ? 200 : 403);
    const me = await call("/api/users/me", { cookie: token, origin });
    expect(me.headers.get("access-control-allow-origin"), name).toBeNull();
  }
});

test("a preflight is granted to nobody", async () => {
  for (const path of ["/api/contacts", "/api/users/login", "/api/live/tickets"]) {
    const answer = await call(path, {
      method: "OPTIONS",
      origin: "https://evil.test",
      headers: { "access-control-request-method": "POST" },
    });
    expect(answer.status).toBe(404);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});
