import { env } from "cloudflare:workers";
import { Secret, TOTP } from "otpauth";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { signInGuard } from "../../durable-objects/stubs.ts";
import { call, type Cast, codeOf, makeCast, PASSWORD, type Person, signIn } from "../security/cast.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

const STEP_MS = 30_000;
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterEach(() => void vi.useRealTimers());

const users = (method: string, path: string, body?: object, token?: string) =>
  call(`/api/users/${path}`, { method, ...(body ? { body } : {}), token });
const login = (email: string, password = PASSWORD) => users("POST", "login", { email, password });
const secondStep = (challenge: string, code: string) => users("POST", "login/code", { challenge, code });
const codeAt = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
async function challengeOf(email: string): Promise<string> {
  const answer = await login(email);
  const { errors } = await answer.json<{ errors: { code: string; challenge: string }[] }>();
  expect([answer.status, errors[0]?.code]).toEqual([401, "mfa_required"]);
  expect(answer.headers.get("set-cookie")).toBeNull();
  return errors[0]?.challenge ?? "";
}
/** Sets an app up. The code that proved it is spent, so the clock goes on to the next one. */
async function enrolled(person: Person) {
  const token = await signIn(person);
  const begun = await users("POST", "authenticator", { currentPassword: PASSWORD }, token);
  const { secret, uri } = await begun.json<{ secret: string; uri: string }>();
  const confirmed = await users("PUT", "authenticator", { code: codeAt(secret, Date.now()) }, token);
  expect(confirmed.status).toBe(200);
  const { recoveryCodes } = await confirmed.json<{ recoveryCodes: string[] }>();
  tick();
  return { token, secret, uri, recoveryCodes };
}
/** The same code fifty times at one moment, from networks the person is known to come from: as many tries from one would have to wait. */
async function atOnce({ id }: Person, challenge: string, code: string): Promise<Response[]> {
  const networks = Array.from({ length: 10 }, (_, i) => `198.51.100.${i}`);
  for (const network of networks) await signInGuard(env, `code:${id}`).succeed(network);
  return Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      call("/api/users/login/code", {
        method: "POST",
        body: { challenge, code },
        headers: { "cf-connecting-ip": networks[i % networks.length] ?? "" },
      }),
    ),
  );
}
function tick(steps = 1) {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + steps * STEP_MS });
}

describe("setting an app up", () => {
  test("takes the password, counts only after a code, and shows ten recovery codes once", async () => {
    const person = cast.people.subaccount_admin;
    const token = await signIn(person);
    const wrong = await users("POST", "authenticator", { currentPassword: "not it" }, token);
    expect(wrong.status).toBe(400);
    const begun = await users("POST", "authenticator", { currentPassword: PASSWORD }, token);
    const { secret, uri } = await begun.json<{ secret: string; uri: string }>();
    expect(uri).toContain(`otpauth://totp/Trellis:${encodeURIComponent(person.email)}`);
    expect((await login(person.email)).status).toBe(200);
    expect((await users("PUT", "authenticator", { code: "000 000" }, token)).status).toBe(400);
    const state = async () => (await users("GET", "authenticator", undefined, token)).json();
    expect(await state()).toEqual({ on: false, since: null, recoveryCodesLeft: 0 });
    const confirmed = await users("PUT", "authenticator", { code: codeAt(secret, Date.now()) }, token);
    const { recoveryCodes } = await confirmed.json<{ recoveryCodes: string[] }>();
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await state()).toMatchObject({ on: true, recoveryCodesLeft: 10 });
    expect(await codeOf(await users("POST", "authenticator", { currentPassword: PASSWORD }, token))).toBe("conflict");
    const rows = await Promise.all(
      ["authenticators", "recovery_codes", "audit", "mails"].map((name) =>
        env.DB.prepare(`SELECT * FROM ${name} /* test */`).all(),
      ),
    );
    for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))])
      expect(JSON.stringify(rows)).not.toContain(hidden);
  });
});

describe("signing in", () => {
  test("takes password and code, both, and tells of neither which one it was", async () => {
    const person = cast.people.subaccount_member;
    const { secret } = await enrolled(person);
    expect(await codeOf(await login(person.email, "not it"))).toBe("invalid_credentials");
    const challenge = await challengeOf(person.email);
    expect((await call("/api/users/me", { token: challenge })).status).toBe(401);
    expect(await codeOf(await secondStep(challenge, "000000"))).toBe("wrong_code");
    expect(await codeOf(await secondStep(challenge, "abcd-efgh-jkmn"))).toBe("wrong_code");
    expect(await codeOf(await secondStep(`${challenge.slice(0, -2)}xx`, codeAt(secret, Date.now())))).toBe(
      "challenge_over",
    );
    expect(await codeOf(await secondStep(person.token, codeAt(secret, Date.now())))).toBe("challenge_over");
    const entered = await secondStep(challenge, ` ${codeAt(secret, Date.now())} `);
    expect(entered.status).toBe(200);
    expect(entered.headers.get("set-cookie")).toContain("__Host-trellis=");
    const { token } = await entered.json<{ token: string }>();
    expect((await call("/api/users/me", { token })).status).toBe(200);
  });

  test("takes each code of the app once: of fifty at one moment, one; and none of before", async () => {
    const person = cast.people.subaccount_viewer;
    const { secret } = await enrolled(person);
    const challenge = await challengeOf(person.email);
    const code = codeAt(secret, Date.now());
    const answers = await atOnce(person, challenge, code);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49);
    expect(await codeOf(await secondStep(challenge, code))).toBe("wrong_code");
    const sessions = await env.DB.prepare(
      "SELECT count(*) AS n FROM audit WHERE actor_id = ? AND action = 'session.started' /* test */",
    )
      .bind(person.id)
      .first<number>("n");
    // One of the test's own, to set the app up.
    expect(sessions).toBe(2);
  });

  test("takes each recovery code once, in any way it may be typed", async () => {
    const person = cast.people.agency_member;
    const { recoveryCodes, token } = await enrolled(person);
    const [first = "", second = ""] = recoveryCodes;
    const challenge = await challengeOf(person.email);
    const answers = await atOnce(person, challenge, first);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await secondStep(challenge, second.replaceAll("-", " ").toUpperCase())).status).toBe(200);
    expect(await (await users("GET", "authenticator", undefined, token)).json()).toMatchObject({
      recoveryCodesLeft: 8,
    });
  });

  test("counts guesses at the code, however often the password is right", async () => {
    const person = cast.people.southAdmin;
    const { secret } = await enrolled(person);
    const said = [];
    for (let i = 0; i < 6; i += 1) said.push(await codeOf(await secondStep(await challengeOf(person.email), "000000")));
    expect(said).toEqual([...Array.from({ length: 5 }, () => "wrong_code"), "too_many"]);
    expect(await codeOf(await secondStep(await challengeOf(person.email), codeAt(secret, Date.now())))).toBe(
      "too_many",
    );
  });

  test("is over after five minutes, or with another password", async () => {
    const person = cast.people.cedarAdmin;
    const { secret, token } = await enrolled(person);
    const old = await challengeOf(person.email);
    tick(11);
    expect(await codeOf(await secondStep(old, codeAt(secret, Date.now())))).toBe("challenge_over");
    const held = await challengeOf(person.email);
    await users("POST", "password", { currentPassword: PASSWORD, password: "tomatoes are fruit" }, token);
    expect(await codeOf(await secondStep(held, codeAt(secret, Date.now())))).toBe("challenge_over");
  });
});

test("turning it off takes password and code; new recovery codes end the old", async () => {
  const person = cast.people.agency_admin;
  const { secret, token, recoveryCodes } = await enrolled(person);
  const off = (currentPassword: string, code: string) =>
    users("DELETE", "authenticator", { currentPassword, code }, token);
  expect((await off("not it", codeAt(secret, Date.now()))).status).toBe(400);
  expect(await codeOf(await off(PASSWORD, "000000"))).toBe("wrong_code");
  const both = { currentPassword: PASSWORD, code: codeAt(secret, Date.now()) };
  const renewed = await users("POST", "recovery-codes", both, token);
  const { recoveryCodes: fresh } = await renewed.json<{ recoveryCodes: string[] }>();
  const challenge = await challengeOf(person.email);
  expect(await codeOf(await secondStep(challenge, recoveryCodes[0] ?? ""))).toBe("wrong_code");
  expect((await off(PASSWORD, fresh[0] ?? "")).status).toBe(200);
  expect((await login(person.email)).status).toBe(200);
  expect(await codeOf(await secondStep(challenge, fresh[1] ?? ""))).toBe("challenge_over");
});
