import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Passkey, PasskeyCeremony } from "../../schema/contracts/passkeys.ts";
import { call, type Cast, codeOf, makeCast, PASSWORD, type Person } from "../security/cast.test-kit.ts";
import { type Slip, softAuthenticator } from "../services/passkeys/soft-authenticator.test-kit.ts";
import { prepared } from "../world.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

type Authenticator = Awaited<ReturnType<typeof softAuthenticator>>;
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterEach(() => void vi.useRealTimers());

const users = (method: string, path: string, body?: object, token?: string) =>
  call(`/api/users/${path}`, { method, ...(body ? { body } : {}), token });
/** A session that has shown the password alone. */
async function byPassword({ email }: Person): Promise<string> {
  const answer = await users("POST", "login", { email, password: PASSWORD });
  return (await answer.json<{ token: string }>()).token;
}
async function begin(token: string): Promise<PasskeyCeremony> {
  const answer = await users("POST", "passkeys/options", { currentPassword: PASSWORD }, token);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json<PasskeyCeremony>();
}
async function add(token: string, device: Authenticator, slip: Slip = {}): Promise<Response> {
  const ceremony = await begin(token);
  const response = await device.create(ceremony, slip);
  return users("POST", "passkeys", { ticket: ceremony.ticket, name: "My phone", response }, token);
}
/** A person's passkey on a device of its own, and the session it was added in. */
async function withPasskey(person: Person) {
  const token = await byPassword(person);
  const device = await softAuthenticator();
  const { doc } = await (await add(token, device)).json<{ doc: Passkey }>();
  return { token, device, doc };
}
const offer = async () => (await users("POST", "login/passkey/options")).json<PasskeyCeremony>();
async function enter(device: Authenticator, slip: Slip = {}, given?: PasskeyCeremony): Promise<Response> {
  const ceremony = given ?? (await offer());
  return users("POST", "login/passkey", { ticket: ceremony.ticket, response: await device.get(ceremony, slip) });
}
const list = async (token: string) =>
  (await (await users("GET", "passkeys", undefined, token)).json<{ docs: Passkey[] }>()).docs;

test("one made at a domain of an account's own is usable there, and nowhere else", async () => {
  const { token, doc } = await withPasskey(cast.people.cedarAdmin);
  await prepared(
    "INSERT INTO domains (id, tenant_id, use, domain, status, created_at, updated_at) VALUES ('dom_x', ?, 'site', 'crm.cedar.com', 'verified', 1, 1)",
  )
    .bind(cast.tenants.cedar.id)
    .run();
  await prepared("UPDATE passkeys SET rp_id = 'crm.cedar.com' WHERE id = ?").bind(doc.id).run();
  const usable = async (at?: string) => {
    const renamed = { at, token, method: "PATCH", body: { name: "Mine" } };
    const answers = [call("/api/users/passkeys", { at, token }), call(`/api/users/passkeys/${doc.id}`, renamed)];
    return Promise.all(
      answers.map(async (answer) => /"usableHere":(true|false)/.exec(await (await answer).text())?.[1]),
    );
  };
  expect([await usable("https://crm.cedar.com"), await usable()]).toEqual([
    ["true", "true"],
    ["false", "false"],
  ]);
  await prepared("DELETE FROM passkeys WHERE id = ?").bind(doc.id).run();
});

describe("adding a passkey", () => {
  test("takes the password, is told by mail, and counts once", async () => {
    const person = cast.people.subaccount_admin;
    const token = await byPassword(person);
    const device = await softAuthenticator();
    const wrong = await users("POST", "passkeys/options", { currentPassword: "not it" }, token);
    expect((await wrong.json<{ errors: { field: string }[] }>()).errors[0]?.field).toBe("currentPassword");
    const ceremony = await begin(token);
    expect(ceremony.options).toMatchObject({
      rp: { id: "trellis.test" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const body = { ticket: ceremony.ticket, name: " My phone ", response: await device.create(ceremony) };
    expect(await codeOf(await users("POST", "passkeys", body, cast.people.subaccount_member.token))).toBe(
      "challenge_over",
    );
    const added = await users("POST", "passkeys", body, token);
    expect(added.status).toBe(201);
    expect(JSON.stringify(await list(token))).not.toContain(device.id);
    expect(await list(token)).toMatchObject([
      { name: "My phone", lastUsedAt: null, backedUp: false, usableHere: true },
    ]);
    expect(await codeOf(await users("POST", "passkeys", body, token))).toBe("conflict");
    // Another ticket for the same key of the device.
    expect(await codeOf(await add(token, device))).toBe("conflict");
    const mail = await prepared("SELECT text FROM mails WHERE to_address = ? AND kind = 'passkey_added'")
      .bind(person.email)
      .all<{ text: string }>();
    expect(mail.results).toHaveLength(1);
  });

  test.each<[string, Slip]>([
    ["another site's page", { origin: "https://evil.test" }],
    ["another site's key", { rpId: "evil.test" }],
    ["another ticket", { challenge: "AAAA" }],
    ["a device that did not ask who is there", { verifiedUser: false }],
    ["an answer to the other question", { type: "webauthn.get" }],
  ])("is refused from %s", async (_name, slip) => {
    const token = await byPassword(cast.people.subaccount_member);
    const refused = await add(token, await softAuthenticator(), slip);
    expect([refused.status, await codeOf(refused)]).toEqual([400, "invalid"]);
    expect(await list(token)).toEqual([]);
  });

  test("is refused at a bare address, where browsers make none", async () => {
    const at = new Request("http://127.0.0.1:8787/api/users/login/passkey/options", { method: "POST" });
    expect(await codeOf(await exports.default.fetch(at))).toBe("conflict");
  });
});

describe("signing in with a passkey", () => {
  test("names nobody, asks for nothing else, and counts as a second factor", async () => {
    const person = cast.people.agency_member;
    const { device } = await withPasskey(person);
    expect(Object.keys((await offer()).options)).not.toContain("allowCredentials");
    const entered = await enter(device);
    expect(entered.status, await entered.clone().text()).toBe(200);
    expect(entered.headers.get("set-cookie")).toContain("__Host-trellis=");
    const { token, user } = await entered.json<{ token: string; user: { email: string } }>();
    expect(user.email).toBe(person.email);
    expect((await call("/api/users/me", { token })).status).toBe(200);
    expect((await list(token))[0]?.lastUsedAt).not.toBeNull();
    // Only a session that has shown a second factor may change what there is of them.
    expect((await users("POST", "passkeys/options", { currentPassword: PASSWORD }, token)).status).toBe(200);
  });

  test("is refused alike for everything that is not right", async () => {
    const { device } = await withPasskey(cast.people.southAdmin);
    const slips: Slip[] = [
      { origin: "https://evil.test" },
      { rpId: "evil.test" },
      { challenge: "AAAA" },
      { verifiedUser: false },
      { type: "webauthn.create" },
      { forged: true },
    ];
    const answers = [
      ...(await Promise.all(slips.map((slip) => enter(device, slip)))),
      await enter(await softAuthenticator()),
    ];
    const facts = answers.map(async (answer) => {
      const { errors } = await answer.json<{ errors: object[] }>();
      return JSON.stringify([answer.status, errors, answer.headers.get("set-cookie")]);
    });
    expect(new Set(await Promise.all(facts)).size).toBe(1);
    expect([answers[0]?.status]).toEqual([401]);
  });

  test("takes each ticket once, in its time, and for this alone", async () => {
    const person = cast.people.cedarAdmin;
    const { device, token } = await withPasskey(person);
    const ceremony = await offer();
    expect((await enter(device, {}, ceremony)).status).toBe(200);
    expect(await codeOf(await enter(device, {}, ceremony))).toBe("passkey_refused");
    const another = await begin((await (await enter(device)).json<{ token: string }>()).token);
    expect(await codeOf(await enter(device, {}, another))).toBe("challenge_over");
    expect(await codeOf(await enter(device, {}, { ...ceremony, ticket: token }))).toBe("challenge_over");
    const old = await offer();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1000 });
    expect(await codeOf(await enter(device, {}, old))).toBe("challenge_over");
  });

  test("lets one of fifty at one moment in", async () => {
    const person = cast.people.subaccount_viewer;
    const { device } = await withPasskey(person);
    const ceremony = await offer();
    const response = await device.get(ceremony);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => users("POST", "login/passkey", { ticket: ceremony.ticket, response })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49);
  });

  test("ends for a device whose counter goes back: somebody copied it", async () => {
    const { device } = await withPasskey(cast.people.platform_admin);
    expect((await enter(device, { counter: 7 })).status).toBe(200);
    expect(await codeOf(await enter(device, { counter: 7 }))).toBe("passkey_refused");
    expect((await enter(device, { counter: 8 })).status).toBe(200);
  });
});

describe("whoever has a second factor", () => {
  test("changes none of it by the password alone", async () => {
    const person = cast.people.agency_admin;
    const { token: strong, doc, device } = await withPasskey(person);
    const weak = await byPassword(person);
    const tries = ["POST passkeys/options", "POST authenticator", `DELETE passkeys/${doc.id}`];
    const tried = async (token: string) => {
      const said: unknown[] = [];
      for (const [method = "", path = ""] of tries.map((one) => one.split(" "))) {
        const answer = await users(method, path, { currentPassword: PASSWORD }, token);
        said.push(answer.ok || (await codeOf(answer)));
      }
      return said;
    };
    expect(await tried(weak)).toEqual(Array.from(tries, () => "second_factor_required"));
    const renamed = await users("PATCH", `passkeys/${doc.id}`, { name: "Old phone" }, weak);
    expect((await renamed.json<{ doc: Passkey }>()).doc.name).toBe("Old phone");
    const stranger = cast.people.subaccount_member.token;
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { name: "Mine" } : { currentPassword: PASSWORD };
      expect((await users(method, `passkeys/${doc.id}`, body, stranger)).status).toBe(404);
    }
    expect(await tried(strong)).toEqual(Array.from(tries, () => true));
    expect(await codeOf(await enter(device))).toBe("passkey_refused");
    const counted = await env.DB.prepare(
      "SELECT count(*) AS n FROM sessions WHERE user_id = ? AND second_factor_at IS NOT NULL /* test */",
    )
      .bind(person.id)
      .first<number>("n");
    expect(counted, "sessions that still count as more than a password").toBe(0);
  });
});
