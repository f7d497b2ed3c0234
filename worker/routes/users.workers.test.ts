import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { rememberedPrincipals } from "../middleware/remembered-principals.ts";
import { call, type Cast, codeOf, makeCast, ORIGIN, PASSWORD, signIn } from "../security/cast.test-kit.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterEach(() => {
  vi.useRealTimers();
});

const login = (body: unknown, headers: Record<string, string> = {}) =>
  call("/api/users/login", { method: "POST", body, headers });

describe("sign-in", () => {
  test("answers token, end and user, and sets a strict cookie that works", async () => {
    const { email, id } = cast.people.subaccount_member;
    const name = "Account member";
    const response = await login({ email: `  ${email.toUpperCase()} `, password: PASSWORD });
    expect(response.status).toBe(200);
    const body = (await response.json()) as { token: string; exp: number };
    expect(body).toMatchObject({ user: { id, email, name }, exp: expect.any(Number) });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-trellis=[^;]+;/);
    for (const attribute of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toMatch(/domain/i);
    const me = await call("/api/users/me", { cookie: body.token });
    expect(me.status).toBe(200);
    expect(await me.json()).toEqual({
      user: { id, email, name, homeTenant: cast.tenants.alder.id },
      tenants: [
        {
          id: cast.tenants.alder.id,
          type: "subaccount",
          name: cast.tenants.alder.name,
          slug: cast.tenants.alder.slug,
          parent: cast.tenants.north.id,
          role: "subaccount_member",
          status: "active",
        },
      ],
      sandbox: true,
      exp: body.exp,
    });
  });

  test("takes the token as Bearer and as JWT", async () => {
    const { token } = cast.people.agency_admin;
    for (const scheme of ["Bearer", "JWT", "bearer"]) {
      expect((await call("/api/users/me", { headers: { authorization: `${scheme} ${token}` } })).status).toBe(200);
    }
    expect((await call("/api/users/me", { headers: { authorization: `Basic ${token}` } })).status).toBe(401);
    expect((await call("/api/users/me")).status).toBe(401);
  });

  test("answers an unknown address as a wrong password", async () => {
    const wrong = await login({ email: cast.people.agency_member.email, password: "not it" });
    const unknown = await login({ email: "nobody@example.test", password: "not it" });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const [a, b] = [await wrong.json<{ errors: unknown }>(), await unknown.json<{ errors: unknown }>()];
    expect(a.errors).toEqual(b.errors);
    expect(a.errors).toEqual([{ message: expect.any(String), code: "invalid_credentials" }]);
    expect(wrong.headers.get("set-cookie")).toBeNull();
  });

  test("refuses a foreign Origin, anything but JSON, and names each bad field", async () => {
    const body = { email: cast.people.agency_member.email, password: PASSWORD };
    for (const origin of [
      "https://evil.test",
      "null",
      "https://sub.trellis.test",
      "http://trellis.test",
      "https://trellis.test:444",
    ]) {
      const refused = await login(body, { origin });
      expect(refused.status, origin).toBe(403);
      expect(await codeOf(refused)).toBe("bad_origin");
    }
    expect((await login(body, { origin: ORIGIN })).status).toBe(200);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
      expect((await login(JSON.stringify(body), { "content-type": type })).status, type).toBe(415);
    }
    const invalid = await login({ email: "no", password: "" });
    expect(invalid.status).toBe(400);
    const fields = (await invalid.json<{ errors: { field: string }[] }>()).errors.map(({ field }) => field);
    expect(fields).toEqual(["email", "password"]);
    expect((await login("{")).status).toBe(400);
  });

  test("writes an audit row at home", async () => {
    const { email, id } = cast.people.subaccount_viewer;
    await login({ email, password: PASSWORD });
    const row = await env.DB.prepare("SELECT action, actor_id FROM audit WHERE tenant_id = ? ORDER BY id DESC LIMIT 1")
      .bind(cast.tenants.alder.id)
      .first();
    expect(row).toEqual({ action: "session.started", actor_id: id });
  });
});

describe("lock-out", () => {
  test("parallel guesses get no more than the five free ones, and then even the right password waits", async () => {
    const { email } = cast.people.southAdmin;
    const answers = await Promise.all(Array.from({ length: 25 }, (_, i) => login({ email, password: `guess ${i}` })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    const waiting = await login({ email, password: PASSWORD });
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers.get("retry-after"))).toBeGreaterThan(25);
  });

  test("an unknown address waits the same way", async () => {
    const email = "nobody.at.all@example.test";
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await login({ email, password: "x" })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test("one network may fail fifty times over all addresses; another is not touched", async () => {
    const from = (ip: string, email: string) => login({ email, password: "x" }, { "cf-connecting-ip": ip });
    const { signInGuard } = await import("../../durable-objects/stubs.ts");
    const guard = signInGuard(env, "ip:203.0.113.7");
    for (let i = 0; i < 49; i += 1) await guard.admit();
    expect((await from("203.0.113.7", "a1@example.test")).status).toBe(401);
    const refused = await from("203.0.113.7", "a2@example.test");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(800);
    expect((await from("203.0.113.8", "a2@example.test")).status).toBe(401);
  });

  test("a right password costs the network nothing", async () => {
    const { signInGuard } = await import("../../durable-objects/stubs.ts");
    const guard = signInGuard(env, "ip:203.0.113.77");
    for (let i = 0; i < 49; i += 1) await guard.admit();
    const { email } = cast.people.platform_admin;
    for (let i = 0; i < 3; i += 1) {
      expect((await login({ email, password: PASSWORD }, { "cf-connecting-ip": "203.0.113.77" })).status).toBe(200);
    }
  });

  test("strangers cannot keep a person out of a network they signed in from before", async () => {
    const { email } = cast.people.cedarAdmin;
    const from = (ip: string, password: string) => login({ email, password }, { "cf-connecting-ip": ip });
    expect((await from("198.51.100.1", PASSWORD)).status).toBe(200);
    for (let i = 0; i < 8; i += 1) await from("198.51.100.99", "guess");
    expect((await from("198.51.100.99", PASSWORD)).status).toBe(429);
    expect((await from("198.51.100.50", PASSWORD)).status).toBe(429);
    expect((await from("198.51.100.1", PASSWORD)).status).toBe(200);
  });
});

describe("renewal", () => {
  test("of fifty parallel ones exactly one wins, the losers get 409 and the session lives", async () => {
    const token = await signIn(cast.people.agency_admin);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call("/api/users/refresh-token", { method: "POST", token })),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    const losers = answers.filter(({ status }) => status === 409);
    expect(losers).toHaveLength(49);
    expect(await codeOf(losers[0]!)).toBe("refresh_conflict");
    const renewed = (await winners[0]!.json<{ token: string }>()).token;
    for (const good of [renewed, token]) expect((await call("/api/users/me", { token: good })).status).toBe(200);
    expect((await call("/api/users/refresh-token", { method: "POST", token })).status).toBe(409);
    expect((await call("/api/users/refresh-token", { method: "POST", token: renewed })).status).toBe(200);
  });

  test.each(["/api/users/me", "/api/tenants", "/api/members", "/api/users/refresh-token"])(
    "a replaced token used after 30 s at %s ends the session for both holders",
    async (path) => {
      const token = await signIn(cast.people.agency_admin);
      const renewed = await (
        await call("/api/users/refresh-token", { method: "POST", token })
      ).json<{ token: string }>();
      const method = path.endsWith("refresh-token") ? "POST" : "GET";
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29_000 });
      expect((await call("/api/users/me", { token })).status).toBe(200);
      vi.setSystemTime(Date.now() + 2_000);
      const reused = await call(path, { method, token });
      expect(reused.status).toBe(401);
      expect(await codeOf(reused)).toBe("session_ended");
      expect((await call("/api/users/me", { token: renewed.token })).status).toBe(401);
    },
  );

  test("a session is over thirty days after sign-in, however often renewed", async () => {
    let token = await signIn(cast.people.agency_admin);
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    for (let day = 5; day < 30; day += 5) {
      vi.setSystemTime(start + day * 86_400_000);
      token = (await (await call("/api/users/refresh-token", { method: "POST", token })).json<{ token: string }>())
        .token;
    }
    vi.setSystemTime(start + 30 * 86_400_000 - 5_000);
    expect((await call("/api/users/me", { token })).status).toBe(200);
    vi.setSystemTime(start + 30 * 86_400_000 + 1_000);
    expect((await call("/api/users/me", { token })).status).toBe(401);
    expect((await call("/api/users/refresh-token", { method: "POST", token })).status).toBe(401);
  });
});

describe("sessions", () => {
  const list = async (token: string) =>
    (await (await call("/api/users/sessions", { token })).json<{ docs: { id: string; current: boolean }[] }>()).docs;

  test("lists the caller's own, and ends one of them at once", async () => {
    const user = cast.people.agency_member;
    const [mine, other] = [await signIn(user), await signIn(user)];
    const docs = await list(mine);
    expect(docs.filter(({ current }) => current)).toHaveLength(1);
    const [otherId] = (await list(other)).filter(({ current }) => current).map(({ id }) => id);
    expect(docs.map(({ id }) => id)).toContain(otherId);
    expect((await call("/api/users/me", { token: other })).status).toBe(200);
    expect((await call(`/api/users/sessions/${otherId}`, { method: "DELETE", token: mine })).status).toBe(200);
    const ended = await call("/api/users/me", { token: other });
    expect([ended.status, await codeOf(ended)]).toEqual([401, "session_ended"]);
    expect((await call(`/api/users/sessions/${otherId}`, { method: "DELETE", token: mine })).status).toBe(404);
  });

  test("another person's session is as missing, and goes on", async () => {
    const theirs = await signIn(cast.people.cedarAdmin);
    const [id] = (await list(theirs)).filter(({ current }) => current).map((session) => session.id);
    const foreign = await call(`/api/users/sessions/${id}`, {
      method: "DELETE",
      token: cast.people.platform_admin.token,
    });
    expect([foreign.status, await codeOf(foreign)]).toEqual([404, "not_found"]);
    expect((await call("/api/users/me", { token: theirs })).status).toBe(200);
  });

  test("ends all others", async () => {
    const user = cast.people.agency_member;
    const tokens = await Promise.all([signIn(user), signIn(user), signIn(user)]);
    expect((await call("/api/users/sessions", { method: "DELETE", token: tokens[0] })).status).toBe(200);
    const after = await Promise.all(tokens.map(async (token) => (await call("/api/users/me", { token })).status));
    expect(after).toEqual([200, 401, 401]);
    expect(await list(tokens[0]!)).toHaveLength(1);
  });

  test("signing out ends the session and clears the cookie, also when it is gone or was never", async () => {
    const token = await signIn(cast.people.agency_member);
    const leave = () => call("/api/users/logout", { method: "POST", cookie: token, origin: ORIGIN });
    const left = await leave();
    expect(left.status).toBe(200);
    expect(left.headers.get("set-cookie")).toMatch(/^__Host-trellis=;.*Max-Age=0/);
    expect((await call("/api/users/me", { token })).status).toBe(401);
    expect((await leave()).status).toBe(200);
    expect((await call("/api/users/logout", { method: "POST" })).status).toBe(200);
    expect((await call("/api/users/logout", { method: "POST", token: "rubbish" })).status).toBe(200);
  });

  test("an end noticed by one isolate reaches another within a second", async () => {
    const token = await signIn(cast.people.agency_member);
    await call("/api/users/me", { token });
    const [id] = (await list(token)).filter(({ current }) => current).map((session) => session.id);
    // As if another isolate had ended it: this one has not been told.
    await env.DB.prepare("UPDATE sessions SET revoked_at = ? WHERE id = ?").bind(Date.now(), id).run();
    expect((await call("/api/users/me", { token })).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_000 });
    expect((await call("/api/users/me", { token })).status).toBe(401);
    rememberedPrincipals.clear();
  });
});
