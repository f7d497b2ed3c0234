import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../schema/ids.ts";
import { letterTo } from "../mail/letter-to.test-kit.ts";
import { call, type Cast, codeOf, makeCast, ORIGIN, PASSWORD, type Person, signIn } from "../security/cast.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const NEW = "tomatoes are fruit";
const post = (path: string, body: object, options: { token?: string; headers?: Record<string, string> } = {}) =>
  call(`/api/users/${path}`, { method: "POST", body, ...options });
const login = (email: string, password: string) => post("login", { email, password });
const address = () => `${newId("user")}@example.test`;
async function linkTo(email: string, kind: string): Promise<string> {
  const { text } = await letterTo(email, kind);
  return new RegExp(`${ORIGIN}/${kind.replace("_", "-")}/([\\w-]+)`).exec(text)?.[1] ?? "";
}
async function resetLink(email: string): Promise<string> {
  expect((await post("forgot-password", { email })).status).toBe(200);
  return linkTo(email, "reset_password");
}
const isOpen = async (token: string) => (await call("/api/users/me", { token })).status === 200;
const fieldOf = async (answer: Response) => (await answer.json<{ errors: { field: string }[] }>()).errors[0]?.field;

describe("a forgotten password", () => {
  test("is replaced by a mailed link, once, which ends every session and proves the address", async () => {
    const person = cast.people.subaccount_member;
    await env.DB.prepare("UPDATE users SET email_verified_at = NULL WHERE id = ?").bind(person.id).run();
    const [one, two] = [await signIn(person), await signIn(person)];
    const token = await resetLink(person.email);
    expect(await fieldOf(await post("reset-password", { token, password: "short" }))).toBe("password");
    expect([await isOpen(one), await isOpen(two)]).toEqual([true, true]);
    const done = await post("reset-password", { token, password: NEW });
    expect([done.status, await done.json()]).toEqual([200, { message: expect.any(String), email: person.email }]);
    expect(done.headers.get("set-cookie")).toBeNull();
    expect([await isOpen(one), await isOpen(two)]).toEqual([false, false]);
    expect((await login(person.email, PASSWORD)).status).toBe(401);
    const { token: fresh } = await (await login(person.email, NEW)).json<{ token: string }>();
    const profile = await (await call("/api/users/profile", { token: fresh })).json();
    expect(profile).toMatchObject({ emailVerified: true });
    expect(await codeOf(await post("reset-password", { token, password: "other words again" }))).toBe("link_over");
    expect((await letterTo(person.email, "password_changed")).text).toContain("was changed");
    const trail = await env.DB.prepare(
      "SELECT count(*) AS n FROM audit WHERE action = 'user.password_reset' /* test */",
    );
    expect(await trail.first<number>("n")).toBe(1);
  });

  test("answers alike where nobody has the address, and sends nothing", async () => {
    const [known, unknown] = [cast.people.subaccount_viewer.email, address()];
    const answers = [
      await post("forgot-password", { email: known }),
      await post("forgot-password", { email: unknown }),
    ];
    const [a, b] = await Promise.all(answers.map((answer) => answer.text()));
    expect(a).toBe(b);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await letterTo(known, "reset_password");
    const none = await env.DB.prepare("SELECT count(*) AS n FROM mails WHERE to_address = ? /* test */").bind(unknown);
    expect(await none.first<number>("n")).toBe(0);
  });

  test("is sent so often and no more, to an address and for a network, known or not", async () => {
    for (const email of [cast.people.southAdmin.email, address()]) {
      const statuses = [];
      for (let i = 0; i < 6; i += 1) statuses.push((await post("forgot-password", { email })).status);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    }
    const headers = { "cf-connecting-ip": "203.0.113.9" };
    const spread = [];
    for (let i = 0; i < 21; i += 1)
      spread.push((await post("forgot-password", { email: address() }, { headers })).status);
    expect(spread.slice(-2)).toEqual([200, 429]);
  });

  test("of twenty uses at one moment, one counts", async () => {
    const { email } = cast.people.cedarAdmin;
    const token = await resetLink(email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post("reset-password", { token, password: `${NEW} ${i}` })),
    );
    const winners = answers.flatMap(({ status }, i) => (status === 200 ? [i] : []));
    expect(winners).toHaveLength(1);
    expect((await login(email, `${NEW} ${winners[0]}`)).status).toBe(200);
    for (const answer of answers.filter(({ status }) => status !== 200)) expect(await codeOf(answer)).toBe("link_over");
  });

  test("works for an hour, by the newest link alone, and lets in who was locked out", async () => {
    const { email } = cast.people.agency_member;
    for (let i = 0; i < 6; i += 1) await login(email, `guess ${i}`);
    expect((await login(email, PASSWORD)).status).toBe(429);
    const first = await resetLink(email);
    await post("forgot-password", { email });
    await expect.poll(() => linkTo(email, "reset_password")).not.toBe(first);
    const second = await linkTo(email, "reset_password");
    expect(await codeOf(await post("reset-password", { token: first, password: NEW }))).toBe("link_over");
    expect(await codeOf(await post("verify-email", { token: second }))).toBe("link_over");
    const shift = (ms: number) =>
      env.DB.prepare("UPDATE mailed_links SET expires_at = expires_at + ? /* test */").bind(ms).run();
    await shift(-3_600_001);
    expect(await codeOf(await post("reset-password", { token: second, password: NEW }))).toBe("link_over");
    await shift(3_600_001);
    expect((await post("reset-password", { token: second, password: NEW })).status).toBe(200);
    expect((await login(email, NEW)).status).toBe(200);
  });
});

describe("changing a password", () => {
  test("needs the current one, keeps this session and ends the others", async () => {
    const person = cast.people.subaccount_admin;
    const [here, there] = [await signIn(person), await signIn(person)];
    const change = (currentPassword: string, password: string) =>
      post("password", { currentPassword, password }, { token: here });
    expect(await fieldOf(await change("not it", NEW))).toBe("currentPassword");
    expect(await fieldOf(await change(PASSWORD, person.email))).toBe("password");
    expect((await change(PASSWORD, NEW)).status).toBe(200);
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    expect((await login(person.email, PASSWORD)).status).toBe(401);
    expect((await login(person.email, NEW)).status).toBe(200);
  });

  test("counts wrong ones with those at sign-in", async () => {
    const person = cast.people.platform_admin;
    const token = await signIn(person);
    const wrong = () => post("password", { currentPassword: "guess", password: NEW }, { token });
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await wrong()).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await login(person.email, PASSWORD)).status).toBe(429);
  });
});

describe("an address", () => {
  const owner = (): Person => cast.people.agency_admin;

  test("changes when the new one is proved, not before; the old one is told and its reset links end", async () => {
    const person = owner();
    const [token, old, wanted] = [await signIn(person), person.email, address()];
    const ask = (email: string, currentPassword = PASSWORD) => post("email", { email, currentPassword }, { token });
    expect(await fieldOf(await ask(wanted, "not it"))).toBe("currentPassword");
    expect(await codeOf(await ask(old))).toBe("conflict");
    expect((await ask(wanted)).status).toBe(202);
    const profile = async () => (await call("/api/users/profile", { token })).json();
    expect(await profile()).toMatchObject({ email: old, pendingEmail: wanted });
    const reset = await resetLink(old);
    const link = await linkTo(wanted, "verify_email");
    expect(await (await post("verify-email", { token: link })).json()).toMatchObject({ email: wanted });
    expect(await profile()).toMatchObject({ email: wanted, emailVerified: true, pendingEmail: null });
    expect((await letterTo(old, "email_changed")).text).toContain("no longer");
    expect((await letterTo(old, "email_changed")).text).not.toContain(wanted);
    expect(await codeOf(await post("reset-password", { token: reset, password: NEW }))).toBe("link_over");
    expect(await codeOf(await post("verify-email", { token: link }))).toBe("link_over");
    expect((await login(old, PASSWORD)).status).toBe(401);
    expect((await login(wanted, PASSWORD)).status).toBe(200);
    person.email = wanted;
  });

  test("of somebody else is not taken, and that it is somebody's is told to its own mailbox alone", async () => {
    const token = await signIn(owner());
    const theirs = cast.people.subaccount_viewer.email;
    const [taken, free] = [
      await post("email", { email: theirs, currentPassword: PASSWORD }, { token }),
      await post("email", { email: address(), currentPassword: PASSWORD }, { token }),
    ];
    expect(await taken.text()).toBe(await free.text());
    await env.DB.prepare("UPDATE mailed_links SET used_at = NULL WHERE email = ? /* test */").bind(theirs).run();
    expect(await codeOf(await post("verify-email", { token: await linkTo(theirs, "verify_email") }))).toBe("conflict");
  });

  test("that is not proved can be sent its link again; a proved one needs none", async () => {
    const person = owner();
    const token = await signIn(person);
    const again = () => post("verification", {}, { token });
    // What was asked for before is let go.
    await env.DB.prepare("UPDATE mailed_links SET used_at = 1 WHERE user_id = ?").bind(person.id).run();
    expect(await codeOf(await again())).toBe("conflict");
    await env.DB.prepare("UPDATE users SET email_verified_at = NULL WHERE id = ?").bind(person.id).run();
    expect((await again()).status).toBe(200);
    expect((await post("verify-email", { token: await linkTo(person.email, "verify_email") })).status).toBe(200);
    expect(await (await call("/api/users/profile", { token })).json()).toMatchObject({ emailVerified: true });
  });
});

test("a name changes, with its trail", async () => {
  const person = cast.people.agency_admin;
  const token = await signIn(person);
  const patch = (name: string) => call("/api/users/profile", { method: "PATCH", token, body: { name } });
  expect(await fieldOf(await patch("  "))).toBe("name");
  expect(await (await patch(" Maya Lind ")).json()).toMatchObject({ doc: { name: "Maya Lind" } });
  const me = await (await call("/api/users/me", { token })).json<{ user: { name: string } }>();
  expect(me.user.name).toBe("Maya Lind");
  const row = await env.DB.prepare("SELECT after FROM audit WHERE tenant_id = ? AND action = 'user.updated'")
    .bind(person.home)
    .first<string>("after");
  expect(row).toContain("Maya Lind");
});

test("no link is in any row or answer but the mail's", async () => {
  const token = await resetLink(cast.people.subaccount_viewer.email);
  expect(token.length).toBeGreaterThanOrEqual(32);
  const tables = ["mailed_links", "audit", "users"].map((name) =>
    env.DB.prepare(`SELECT * FROM ${name} /* test */`).all(),
  );
  expect(JSON.stringify(await Promise.all(tables))).not.toContain(token);
});
