import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "../../schema/ids.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { mustChange } from "../db/scoped.ts";
import { revokeSession } from "../directory/sessions.ts";
import type { Env } from "../env.ts";
import { type Cast, makeCast, type Person } from "../security/cast.test-kit.ts";
import { endSession } from "../services/sessions/end.ts";
import { endOtherSessions } from "../services/sessions/end-others.ts";
import { endOwnSession } from "../services/sessions/end-own.ts";
import { listSessions } from "../services/sessions/list.ts";
import { renewSession } from "../services/sessions/renew.ts";
import { startSession } from "../services/sessions/start.ts";
import { prepared } from "../world.test-kit.ts";
import { presentedToken, readPrincipal } from "./principal.ts";
import { rememberedPrincipals } from "./remembered-principals.ts";
import { readSessionToken, signSessionToken } from "./session-token.ts";

const NOW = Math.ceil(Date.now() / 1000) * 1000;
const DAY = 86_400_000;
let cast: Cast;
let person: Person;
let session: { id: string; token: string };
beforeAll(async () => {
  cast = await makeCast();
  person = cast.people.subaccount_member;
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  rememberedPrincipals.clear();
  session = await start();
});
afterEach(() => {
  vi.useRealTimers();
});

const start = async (given: Partial<Parameters<typeof startSession>[1]> = {}) => {
  const { id, email, home: homeTenantId } = person;
  const { token } = await startSession(env, {
    user: { id, name: "Grace", email, homeTenantId },
    ip: "192.0.2.1",
    userAgent: "A browser",
    hostTenantId: null,
    requestId: "req_1",
    now: NOW,
    ...given,
  });
  return { token, id: (await readSessionToken(env, token, NOW))!.sessionId };
};
const ASKED = new Error("the database was asked");
const silent: Env = {
  ...env,
  DB: {
    prepare: () => {
      throw ASKED;
    },
  } as unknown as D1Database,
};
const set = (change: string, ...values: (number | string)[]) =>
  prepared(`UPDATE sessions SET ${change} WHERE id = ?`)
    .bind(...values, session.id)
    .run();
const stored = (id = session.id) =>
  prepared("SELECT * FROM sessions WHERE id = ?").bind(id).first<Record<string, unknown>>();
const newestAudit = () =>
  prepared("SELECT * FROM audit WHERE tenant_id = ? ORDER BY seq DESC LIMIT 1")
    .bind(person.home)
    .first<Record<string, unknown>>();

describe("reading whom a token stands for", () => {
  test("tells the session, the person and what they hold", async () => {
    expect(await readPrincipal(env, session.token)).toMatchObject({
      kind: "person",
      sessionId: session.id,
      userId: person.id,
      email: person.email,
      homeTenantId: person.home,
      grants: [{ tenantId: person.home, role: "subaccount_member" }],
      generation: 1,
      tokenGeneration: 1,
      tokenExp: NOW / 1000 + 7 * 86_400,
    });
  });

  test("asks once in a second, and not beyond the token's own end", async () => {
    const claims = { sessionId: session.id, userId: person.id, generation: 1, expiresAt: NOW + 1_000 };
    const { token } = await signSessionToken(env, claims, NOW);
    vi.setSystemTime(NOW + 200);
    const principal = await readPrincipal(env, token);
    vi.setSystemTime(NOW + 999);
    expect(await readPrincipal(silent, token)).toBe(principal);
    vi.setSystemTime(NOW + 1_000);
    await expect(readPrincipal(silent, token)).rejects.toMatchObject({ code: "unauthenticated" });

    await readPrincipal(env, session.token);
    vi.setSystemTime(NOW + 1_900);
    await expect(readPrincipal(silent, session.token)).rejects.toBe(ASKED);
  });

  test.each([
    ["expires_at = ?", NOW + 1, undefined],
    ["expires_at = ?", NOW, "session_ended"],
    ["revoked_at = ?", 1, "session_ended"],
    ["generation = ?", 0, "unauthenticated"],
    ["generation = ?", 3, "session_ended"],
  ])("with %s %d answers %s", async (change, value, code) => {
    await set(change, value);
    const told = await readPrincipal(env, session.token).then(
      () => undefined,
      (error: TrellisError) => error.code,
    );
    expect(told).toBe(code);
  });

  test("refuses a session that is another person's, or nobody's", async () => {
    const other = cast.people.agency_admin.id;
    for (const change of [{ userId: other }, { sessionId: newId("session") }]) {
      const claims = { sessionId: session.id, userId: person.id, generation: 1, ...change };
      const { token } = await signSessionToken(env, claims, NOW);
      await expect(readPrincipal(env, token)).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  test("lets a replaced token go on for thirty seconds, unremembered, and then ends the session", async () => {
    await set("generation = 2, rotated_at = ?", NOW - 30_000);
    expect(await readPrincipal(env, session.token)).toMatchObject({ tokenGeneration: 1, generation: 2 });
    await expect(readPrincipal(silent, session.token)).rejects.toBe(ASKED);
    expect((await stored())?.["revoked_at"]).toBeNull();

    await set("rotated_at = ?", NOW - 30_001);
    await expect(readPrincipal(env, session.token)).rejects.toMatchObject({ code: "session_ended" });
    expect((await stored())?.["revoked_at"]).toBe(NOW);
    expect(await newestAudit()).toMatchObject({
      action: "session.ended",
      entity: "session",
      entity_id: session.id,
      via: "control-plane",
      after: JSON.stringify({ userId: person.id, reason: "token_reused" }),
    });
  });

  test("ends the session of a token replaced twice, however lately", async () => {
    await set("generation = 3, rotated_at = ?", NOW);
    await expect(readPrincipal(env, session.token)).rejects.toMatchObject({ code: "session_ended" });
    expect((await stored())?.["revoked_at"]).toBe(NOW);
  });
});

describe("a session", () => {
  test("begins with what is known of it, lasts thirty days and is on the log", async () => {
    expect(await stored()).toMatchObject({
      user_id: person.id,
      generation: 1,
      rotated_at: NOW,
      created_at: NOW,
      expires_at: NOW + 30 * DAY,
      user_agent: "A browser",
      ip: "192.0.2.1",
      revoked_at: null,
      second_factor_at: null,
      provider_tenant_id: null,
    });
    expect(await newestAudit()).toMatchObject({
      action: "session.started",
      entity: "session",
      entity_id: session.id,
      actor_id: person.id,
      actor_name: "Grace",
      request_id: "req_1",
      after: JSON.stringify({ userId: person.id, ip: "192.0.2.1" }),
    });
    const strong = await start({
      userAgent: "x".repeat(301),
      secondFactor: true,
      providerTenantId: cast.tenants.north.id,
    });
    expect(await stored(strong.id)).toMatchObject({
      user_agent: "x".repeat(300),
      second_factor_at: NOW,
      provider_tenant_id: cast.tenants.north.id,
    });
    expect((await stored((await start({ userAgent: null })).id))?.["user_agent"]).toBeNull();
  });

  test("does not begin when what must be spent is spent", async () => {
    const count = () => prepared("SELECT count(*) AS n FROM sessions").first("n");
    const before = await count();
    const proofs = [mustChange(revokeSession(env, { sessionId: "ses_none", userId: person.id }, NOW))];
    await expect(start({ proofs })).rejects.toMatchObject({ code: "invalid_credentials" });
    await expect(start({ proofs, otherwise: new TrellisError("conflict") })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await count()).toBe(before);
    await start({ proofs: [mustChange(revokeSession(env, { sessionId: session.id, userId: person.id }, NOW))] });
    expect((await stored())?.["revoked_at"]).toBe(NOW);
  });

  test("is renewed once by each token", async () => {
    const principal = await readPrincipal(env, session.token);
    const renewed = await renewSession(env, principal, "req_2", NOW + 5);
    expect(renewed).toMatchObject({ user: { id: person.id, email: person.email, name: principal.name } });
    expect(await readSessionToken(env, renewed.token, NOW)).toEqual({
      sessionId: session.id,
      userId: person.id,
      generation: 2,
      exp: renewed.exp,
    });
    expect(await stored()).toMatchObject({ generation: 2, rotated_at: NOW + 5 });
    expect(await newestAudit()).toMatchObject({
      action: "session.renewed",
      entity: "session",
      entity_id: session.id,
      request_id: "req_2",
      after: '{"generation":2}',
    });
    await expect(renewSession(env, principal, "req_3", NOW)).rejects.toMatchObject({ code: "refresh_conflict" });
  });

  test("is listed to its owner, and ended by them alone", async () => {
    const other = await start({ now: NOW - 10, ip: null });
    const principal = await readPrincipal(env, session.token);
    const listed = (await listSessions(env, principal, NOW)).filter(({ id }) => [session.id, other.id].includes(id));
    expect(listed).toEqual([
      {
        id: session.id,
        current: true,
        userAgent: "A browser",
        ip: "192.0.2.1",
        createdAt: new Date(NOW).toISOString(),
        lastSeenAt: new Date(NOW).toISOString(),
        expiresAt: new Date(NOW + 30 * DAY).toISOString(),
      },
      expect.objectContaining({ id: other.id, current: false, ip: null }),
    ]);
    const ending = { reason: "ended_by_owner", requestId: "req_4", now: NOW } as const;
    const stranger = await readPrincipal(env, cast.people.agency_admin.token);
    expect(await endOwnSession(env, stranger, { ...ending, sessionId: other.id })).toBe(false);
    expect(await endOwnSession(env, principal, { ...ending, sessionId: other.id })).toBe(true);
    expect(await endOwnSession(env, principal, { ...ending, sessionId: other.id })).toBe(false);
    expect(await newestAudit()).toMatchObject({
      action: "session.ended",
      actor_id: person.id,
      request_id: "req_4",
      after: JSON.stringify({ userId: person.id, reason: "ended_by_owner" }),
    });
  });

  test("whose end cannot be written fails to end, and is forgotten all the same", async () => {
    for (const error of [new Error("no database"), new TrellisError("unavailable")]) {
      await readPrincipal(env, session.token);
      const DB = { prepare: (sql: string) => env.DB.prepare(sql), batch: () => Promise.reject(error) };
      const whose = { sessionId: session.id, userId: person.id, homeTenantId: person.home };
      const end = { session: whose, reason: "signed_out", now: NOW } as const;
      await expect(endSession({ ...env, DB: DB as unknown as D1Database }, end)).rejects.toBe(error);
      await expect(readPrincipal(silent, session.token)).rejects.toBe(ASKED);
    }
  });

  test("outlives the others that its person ends", async () => {
    const other = await start();
    await readPrincipal(env, other.token);
    await endOtherSessions(env, await readPrincipal(env, session.token), "req_5", NOW);
    expect(await newestAudit()).toMatchObject({
      action: "session.ended_others",
      entity: "user",
      entity_id: person.id,
      request_id: "req_5",
      after: JSON.stringify({ kept: session.id }),
    });
    // Also in what is remembered.
    await expect(readPrincipal(env, other.token)).rejects.toMatchObject({ code: "session_ended" });
    expect(await readPrincipal(env, session.token)).toMatchObject({ sessionId: session.id });
  });
});

test.each([
  [undefined, undefined, undefined],
  [undefined, "__Host-trellis=abc", { token: "abc", viaCookie: true }],
  [undefined, "__Host-trellis=", undefined],
  [undefined, "trellis=abc", undefined],
  ["Bearer abc", "__Host-trellis=def", { token: "abc", viaCookie: false }],
  ["JWT abc", undefined, { token: "abc", viaCookie: false }],
  [" bearer   abc ", undefined, { token: "abc", viaCookie: false }],
  ["Bearer", "__Host-trellis=def", "unauthenticated"],
  ["Bearer a b", undefined, "unauthenticated"],
  ["Bearerabc", undefined, "unauthenticated"],
  ["X Bearer abc", undefined, "unauthenticated"],
  ["Basic abc", undefined, "unauthenticated"],
  ["", "__Host-trellis=def", "unauthenticated"],
])("Authorization %j with the cookie %j presents %j", async (authorization, cookie, presented) => {
  let told: unknown;
  const app = new Hono<AppEnv>().all("*", (c) => {
    try {
      told = presentedToken(c);
    } catch (error) {
      told = (error as TrellisError).code;
    }
    return c.body(null);
  });
  const headers = Object.entries({ authorization, cookie }).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  await app.request("https://trellis.test/", { headers });
  expect(told).toEqual(presented);
});
