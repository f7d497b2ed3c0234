import { env } from "cloudflare:workers";
import { base64url, decodeJwt, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../schema/ids.ts";
import { call, type Cast, codeOf, makeCast } from "../security/cast.test-kit.ts";
import { readSessionToken, sessionKey, signSessionToken, TOKEN_SECONDS } from "./session-token.ts";

const SECRET = new TextEncoder().encode(env.SESSION_SECRET);
const NOW_S = Math.floor(Date.now() / 1000);
const CLAIMS = {
  sub: newId("user"),
  sid: newId("session"),
  gen: 1,
  purpose: "session",
  iss: "trellis",
  aud: "trellis-api",
  iat: NOW_S,
  exp: NOW_S + 600,
};

const sign = (
  claims: object,
  { alg = "HS256", typ = "at+jwt", key = SECRET }: { alg?: string; typ?: string; key?: Uint8Array } = {},
) => new SignJWT({ ...claims }).setProtectedHeader({ alg, typ }).sign(key);
const without = (name: keyof typeof CLAIMS) =>
  Object.fromEntries(Object.entries(CLAIMS).filter(([key]) => key !== name));
const part = (value: unknown) => base64url.encode(JSON.stringify(value));

/** Tokens that look like ours in all but one thing. */
const FORGED: Record<string, () => string | Promise<string>> = {
  "no algorithm": () => new UnsecuredJWT(CLAIMS).encode(),
  "no algorithm, in capitals": () => `${part({ alg: "NONE", typ: "at+jwt" })}.${part(CLAIMS)}.`,
  "no algorithm, with our type": () => `${part({ alg: "none", typ: "at+jwt" })}.${part(CLAIMS)}.`,
  "HS512 under our key": () => sign(CLAIMS, { alg: "HS512", key: new Uint8Array([...SECRET, ...SECRET]) }),
  "HS384 under our key": () => sign(CLAIMS, { alg: "HS384" }),
  "another key": () => sign(CLAIMS, { key: new Uint8Array(32).fill(7) }),
  "an empty key": () => sign(CLAIMS, { key: new Uint8Array(32) }),
  "another issuer": () => sign({ ...CLAIMS, iss: "someone" }),
  "another audience": () => sign({ ...CLAIMS, aud: "trellis-portal" }),
  "another purpose": () => sign({ ...CLAIMS, purpose: "invitation" }),
  "another type": () => sign(CLAIMS, { typ: "JWT" }),
  expired: () => sign({ ...CLAIMS, iat: NOW_S - 700, exp: NOW_S - 100 }),
  "not valid yet": () => sign({ ...CLAIMS, nbf: NOW_S + 600 }),
  "no end": () => sign(without("exp")),
  "no issuer": () => sign(without("iss")),
  "no audience": () => sign(without("aud")),
  "no purpose": () => sign(without("purpose")),
  "no person": () => sign(without("sub")),
  "no session": () => sign(without("sid")),
  "no generation": () => sign(without("gen")),
  "no time of issue": () => sign(without("iat")),
  "a generation that is text": () => sign({ ...CLAIMS, gen: "1" }),
  "a session that is a number": () => sign({ ...CLAIMS, sid: 1 }),
  "a person that is a number": () => sign({ ...CLAIMS, sub: 1 }),
  "a critical header we do not know": () =>
    `${part({ alg: "HS256", typ: "at+jwt", crit: ["x"], x: 1 })}.${part(CLAIMS)}.AAAA`,
};

test("the token the forgeries are made from is good", async () => {
  const claims = await readSessionToken(env, await sign(CLAIMS), Date.now());
  expect(claims).toEqual({ userId: CLAIMS.sub, sessionId: CLAIMS.sid, generation: 1, exp: CLAIMS.exp });
});

test.each(Object.keys(FORGED))("refuses a token with %s", async (name) => {
  expect(await readSessionToken(env, await FORGED[name]!(), Date.now())).toBeUndefined();
});

test("refuses a token changed in any one place", async () => {
  const token = await sign(CLAIMS);
  for (let at = 0; at < token.length; at += 1) {
    // The last character carries bits that base64 ignores; every other one counts.
    if (token[at] === "." || at === token.length - 1) continue;
    const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
    expect(await readSessionToken(env, changed, Date.now()), `changed at ${at}`).toBeUndefined();
  }
});

test("a token works a week, and never longer than its session", async () => {
  const now = NOW_S * 1000 + 999;
  const claims = { sessionId: "s", userId: "u", generation: 1 };
  const week = NOW_S + 7 * 86_400;
  expect(TOKEN_SECONDS).toBe(7 * 86_400);
  const { token, exp } = await signSessionToken(env, claims, now);
  expect(exp).toBe(week);
  expect(decodeJwt(token)).toEqual({ ...CLAIMS, sub: "u", sid: "s", exp: week });
  expect((await signSessionToken(env, { ...claims, expiresAt: now + 5_000 }, now)).exp).toBe(
    Math.floor((now + 5_000) / 1000),
  );
});

test.each([undefined, "", "x".repeat(31), "é".repeat(15)])("signs nothing under a secret of %j", (secret) => {
  expect(() => sessionKey({ ...env, SESSION_SECRET: secret as string })).toThrow(
    "SESSION_SECRET must be set to at least 32 bytes",
  );
});

test.each(["x".repeat(32), "é".repeat(16)])("signs under %j, which is long enough", (secret) => {
  expect(sessionKey({ ...env, SESSION_SECRET: secret })).toEqual(new TextEncoder().encode(secret));
});

describe("at the door", () => {
  let cast: Cast;
  beforeAll(async () => {
    cast = await makeCast();
  });

  test("refuses every forgery alike, as cookie and as Bearer", async () => {
    for (const [name, forge] of Object.entries(FORGED)) {
      const token = await forge();
      for (const how of [{ token }, { cookie: token }]) {
        const refused = await call("/api/users/me", how);
        expect([refused.status, await codeOf(refused)], name).toEqual([401, "unauthenticated"]);
      }
    }
  });

  test("refuses a good signature for a session that is not, or is another person's", async () => {
    const { token } = cast.people.agency_admin;
    const claims = await readSessionToken(env, token, Date.now());
    const at = (change: object) => signSessionToken(env, { ...claims!, ...change }, Date.now());
    expect((await call("/api/users/me", { token: (await at({})).token })).status).toBe(200);
    for (const change of [
      { sessionId: newId("session") },
      { userId: cast.people.platform_admin.id },
      { generation: 2 },
      { generation: -1 },
    ]) {
      expect((await call("/api/users/me", { token: (await at(change)).token })).status, JSON.stringify(change)).toBe(
        401,
      );
    }
  });
});
