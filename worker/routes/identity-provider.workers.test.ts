import { exports } from "cloudflare:workers";
import { Secret, TOTP } from "otpauth";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { HOSTILE_URLS } from "../../durable-objects/kit/hostile-urls.test-kit.ts";
import { call, type Cast, codeOf, makeCast, ORIGIN, PASSWORD, type Person } from "../security/cast.test-kit.ts";
import { OUTSIDE, outsideProvider, type Slip } from "../services/identity-provider/outside-provider.test-kit.ts";
import { publicAddressFault } from "../../schema/public-address.ts";
import { openLive } from "../services/tenants/life/open-live.test-kit.ts";
import { makeWorld, prepared } from "../world.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

const AT = "/api/identity-provider";
const GIVEN = { name: "Harbour ID", ...OUTSIDE };
let cast: Cast;
let provider: Awaited<ReturnType<typeof outsideProvider>>;
beforeAll(async () => {
  cast = await makeCast();
  provider = await outsideProvider();
  await prepared("UPDATE users SET email_verified_at = 1").run();
  await put(GIVEN);
});
beforeEach(() => {
  provider.slip = {};
  provider.metadata = {};
});

const boss = () => cast.people.agency_admin.token;
const put = (body: object, token = boss()) => call(AT, { method: "PUT", token, tenant: cast.tenants.north.id, body });
const slug = () => cast.tenants.north.slug;

/** A browser that was sent to the provider: the cookie it was given, and where to. */
async function leave(): Promise<{ cookie: string; url: string }> {
  const answer = await call("/api/users/login/provider", { method: "POST", body: { agency: slug() } });
  expect(answer.status, await answer.clone().text()).toBe(200);
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { cookie, ...(await answer.json<{ url: string }>()) };
}
const comeBack = ({ cookie }: { cookie: string }, query: string, agency = cast.tenants.north.id) =>
  exports.default.fetch(
    new Request(`${ORIGIN}/api/users/login/provider/return`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ agency, query }),
    }),
  );
async function enter(person: { email: string; subject?: string }, slip: Slip = {}): Promise<Response> {
  provider.slip = slip;
  const browser = await leave();
  return comeBack(browser, provider.authorize(browser.url, person));
}
const me = async (answer: Response) => {
  const { token } = await answer.clone().json<{ token: string }>();
  return (await call("/api/users/me", { token })).json<{ user: { email: string }; tenants: { id: string }[] }>();
};

describe("connecting a provider", () => {
  test("takes everything an agency's administrator may, and tells the secret to nobody", async () => {
    for (const who of ["agency_member", "southAdmin", "subaccount_admin"] as const)
      expect((await put(GIVEN, cast.people[who].token)).status, who).toBeGreaterThan(400);
    const read = await call(AT, { token: boss(), tenant: cast.tenants.north.id });
    const text = await read.text();
    expect(JSON.parse(text)).toMatchObject({
      doc: { name: "Harbour ID", issuer: OUTSIDE.issuer, enabled: true },
      redirectUri: `${ORIGIN}/sign-in/provider/${cast.tenants.north.id}`,
    });
    const rows = await Promise.all(
      ["identity_providers", "audit"].map((name) => prepared(`SELECT * FROM ${name}`).all()),
    );
    expect(text + JSON.stringify(rows)).not.toContain(OUTSIDE.clientSecret);
  });

  test("names what is wrong with it, and never sends a secret to another", async () => {
    const faultOf = async (body: object) => {
      const answer = await put({ ...GIVEN, ...body });
      return [answer.status, (await answer.json<{ errors?: { field: string }[] }>()).errors?.[0]?.field];
    };
    const { clientSecret: _told, ...bare } = GIVEN;
    for (const another of [{ issuer: "https://evil.io" }, { clientId: "another" }]) {
      const answer = await put({ ...bare, ...another });
      expect((await answer.json<{ errors: { field: string }[] }>()).errors[0]?.field).toBe("clientSecret");
    }
    expect(await faultOf({ issuer: "https://nobody.io" })).toEqual([400, "issuer"]);
    expect(await faultOf({ issuer: "http://login.harbour.io" })).toEqual([400, "issuer"]);
    provider.metadata = { token_endpoint: "https://10.0.0.1/token" };
    expect(await faultOf({})).toEqual([400, "issuer"]);
    provider.metadata = { issuer: "https://other.io" };
    expect(await faultOf({})).toEqual([400, "issuer"]);
    provider.metadata = {};
    expect((await put(bare)).status, "as it was, without the secret").toBe(200);
  });

  test("reaches no address that is not public", async () => {
    const known =
      /127\.0\.0\.1\.nip\.io|localtest\.me|burpcollaborator|evil\.example|fbsbx|fbcdn|whatsapp\.net|graph\.test/;
    const let_in = HOSTILE_URLS.filter((address) => !known.test(address) && publicAddressFault(address) === undefined);
    expect(let_in).toEqual([]);
    expect(publicAddressFault("https://login.microsoftonline.com/common/v2.0")).toBeUndefined();
  });
});

describe("signing in by the agency's provider", () => {
  test("lets its own people in, links them once, and reaches its accounts alone", async () => {
    const person = cast.people.agency_member;
    const answer = await enter({ email: person.email.toUpperCase(), subject: "hb-7" });
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(answer.headers.get("set-cookie")).toContain("__Host-trellis=");
    expect((await me(answer)).user.email).toBe(person.email);
    // The provider's own name for the account says who it is from now on, whatever the address.
    const renamed = await enter({ email: "married@harbour.io", subject: "hb-7" });
    expect((await me(renamed)).user.email).toBe(person.email);
    expect(await codeOf(await enter({ email: person.email, subject: "hb-8" })), "another account").toBe(
      "provider_refused",
    );
    const mails = await prepared("SELECT count(*) AS n FROM mails WHERE kind = 'provider_linked' AND to_address = ?")
      .bind(person.email)
      .first<number>("n");
    expect(mails).toBe(1);
    // A role elsewhere, later: the session is over, so that the agency learns nothing of it, and there is no other by the provider.
    await prepared("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'subaccount_admin', 1)")
      .bind(person.id, cast.tenants.cedar.id)
      .run();
    const { token } = await answer.json<{ token: string }>();
    const { rememberedPrincipals } = await import("../middleware/remembered-principals.ts");
    rememberedPrincipals.clear();
    for (const path of ["users/me", "users/sessions", `tenants/${cast.tenants.north.id}/access`])
      expect(await codeOf(await call(`/api/${path}`, { token })), path).toBe("session_ended");
    expect(await codeOf(await enter({ email: person.email, subject: "hb-7" }))).toBe("provider_refused");
    await prepared("DELETE FROM grants WHERE user_id = ? AND tenant_id = ?")
      .bind(person.id, cast.tenants.cedar.id)
      .run();
  });

  test.each<[string, Slip]>([
    ["another issuer", { issuer: "https://evil.io" }],
    ["another audience", { audience: "somebody-else" }],
    ["another nonce", { nonce: "not-ours" }],
    ["a time that is over", { expired: true }],
    ["a key that is not its own", { foreignKey: true }],
    ["no signature", { alg: "none" }],
    ["the client's secret for a key", { alg: "HS256" }],
    ["no word of who it is", { noIdToken: true }],
    ["another state", { state: "not-ours" }],
    ["another provider's answer", { iss: "https://evil.io" }],
    ["a code that was asked for with another verifier", { challenge: "AAAA" }],
    ["an address that is not proved", { claims: { email_verified: false } }],
    ["an address of which nothing is said", { claims: { email_verified: undefined } }],
  ])("refuses %s", async (_name, slip) => {
    const refused = await enter({ email: cast.people.subaccount_viewer.email }, slip);
    expect([refused.status, await codeOf(refused)]).toEqual([401, "provider_refused"]);
    expect(refused.headers.get("set-cookie") ?? "").not.toContain("__Host-trellis=");
  });

  test("asks where the provider keeps the address apart", async () => {
    const answer = await enter({ email: cast.people.subaccount_viewer.email }, { addressApart: true });
    expect(answer.status, await answer.clone().text()).toBe(200);
  });

  test("is for this browser, once, and of fifty at one moment one", async () => {
    const person = { email: cast.people.subaccount_member.email };
    const [browser, another] = [await leave(), await leave()];
    const query = provider.authorize(browser.url, person);
    expect(await codeOf(await comeBack({ cookie: "" }, query))).toBe("challenge_over");
    expect(await codeOf(await comeBack(another, query))).toBe("provider_refused");
    const answers = await Promise.all(Array.from({ length: 50 }, () => comeBack(browser, query)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const said = await Promise.all(answers.filter(({ status }) => status !== 200).map(codeOf));
    expect(new Set(said)).toEqual(new Set(["challenge_over"]));
  });

  test("hands no provider the code that another one gave, though that one does not say whose it is", async () => {
    const browser = await leave();
    expect(new URL(browser.url).searchParams.get("redirect_uri")).toMatch(new RegExp(`/${cast.tenants.north.id}$`));
    const query = provider.authorize(browser.url, { email: cast.people.subaccount_viewer.email });
    const asked = provider.asked.length;
    expect(await codeOf(await comeBack(browser, query, cast.tenants.south.id))).toBe("provider_refused");
    expect(provider.asked.slice(asked)).toEqual([]);
    expect(await codeOf(await comeBack(browser, query))).toBe("challenge_over");
  });

  test("lets in nobody the agency does not hold, nor whose account lets nobody look in", async () => {
    const world = await makeWorld();
    const { userId } = await world.signIn(cast.tenants.birch.id, "subaccount_admin");
    await prepared("UPDATE users SET email_verified_at = 1 WHERE id = ?").bind(userId).run();
    const email = `${userId}@example.test`;
    const strangers: Person[] = [cast.people.platform_admin, cast.people.southAdmin, cast.people.cedarAdmin];
    for (const stranger of strangers)
      expect(await codeOf(await enter(stranger)), stranger.role).toBe("provider_refused");
    expect(await codeOf(await enter({ email: "nobody@harbour.io" }))).toBe("provider_refused");
    await prepared("INSERT INTO tenant_settings (tenant_id, impersonation, updated_at) VALUES (?, 'ask', 1)")
      .bind(cast.tenants.birch.id)
      .run();
    expect(await codeOf(await enter({ email }))).toBe("provider_refused");
    await prepared("UPDATE tenant_settings SET impersonation = 'always' WHERE tenant_id = ?")
      .bind(cast.tenants.birch.id)
      .run();
    expect((await enter({ email })).status).toBe(200);
    await prepared("UPDATE users SET email_verified_at = NULL WHERE id = ?")
      .bind(cast.people.subaccount_admin.id)
      .run();
    expect(await codeOf(await enter(cast.people.subaccount_admin)), "an address not proved here").toBe(
      "provider_refused",
    );
  });

  test("still asks for a code where one is set up; then the session is the provider's all the same", async () => {
    const world = await makeWorld();
    const { userId, token } = await world.signIn(cast.tenants.north.id, "agency_member");
    const email = `${userId}@example.test`;
    await prepared(
      "UPDATE users SET email_verified_at = 1, password_hash = (SELECT password_hash FROM users WHERE id = ?) WHERE id = ?",
    )
      .bind(cast.people.agency_admin.id, userId)
      .run();
    const post = (method: string, body: object) => call("/api/users/authenticator", { method, token, body });
    const { secret } = await (await post("POST", { currentPassword: PASSWORD })).json<{ secret: string }>();
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    expect((await post("PUT", { code: totp.generate() })).status).toBe(200);
    const first = await enter({ email });
    const { errors } = await first.json<{ errors: { code: string; challenge: string }[] }>();
    expect(errors[0]?.code).toBe("mfa_required");
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    const body = { challenge: errors[0]?.challenge, code };
    const entered = await call("/api/users/login/code", { method: "POST", body });
    expect(entered.status, await entered.clone().text()).toBe(200);
    const row = await prepared(
      "SELECT provider_tenant_id AS p, second_factor_at AS f FROM sessions WHERE user_id = ? AND provider_tenant_id IS NOT NULL",
    )
      .bind(userId)
      .first<{ p: string; f: number }>();
    expect(row).toEqual({ p: cast.tenants.north.id, f: expect.any(Number) });
  });
});

test("turned off, the sessions it opened end at every door and socket; people are linked anew after another issuer", async () => {
  const answer = await enter({ email: cast.people.subaccount_member.email });
  const { token } = await answer.json<{ token: string }>();
  const socket = await openLive({ token }, cast.tenants.alder.id);
  expect((await put({ ...GIVEN, enabled: false })).status).toBe(200);
  expect(await socket.closed(1000)).toBe(4401);
  expect((await call("/api/users/me", { token })).status).toBe(401);
  expect((await call(`/api/users/login/provider?agency=${slug()}`)).status).toBe(404);
  expect((await call("/api/users/me", { token: cast.people.subaccount_member.token })).status, "their own").toBe(200);
  expect((await call(AT, { method: "DELETE", token: boss(), tenant: cast.tenants.north.id })).status).toBe(200);
  expect(await prepared("SELECT count(*) AS n FROM provider_links").first<number>("n")).toBe(0);
});

test("the built-in provider of test mode walks the same way", async () => {
  const { builtIn } = await (
    await call(AT, { token: boss(), tenant: cast.tenants.north.id })
  ).json<{ builtIn: { issuer: string; clientId: string; clientSecret: string } }>();
  expect((await put({ name: "Built-in", ...builtIn })).status).toBe(200);
  const browser = await leave();
  const { pathname, searchParams: query } = new URL(browser.url);
  expect(pathname).toBe("/sandbox/oidc");
  const consent = (more: object) =>
    call("/api/sandbox/oidc/consent", {
      method: "POST",
      body: {
        clientId: query.get("client_id"),
        redirectUri: query.get("redirect_uri"),
        state: query.get("state"),
        nonce: query.get("nonce"),
        codeChallenge: query.get("code_challenge"),
        email: cast.people.subaccount_viewer.email,
        mfa: true,
        ...more,
      },
    });
  expect((await consent({ redirectUri: "https://evil.io/" })).status).toBe(400);
  const { url } = await (await consent({})).json<{ url: string }>();
  const entered = await comeBack(browser, new URL(url).search.slice(1));
  expect(entered.status, await entered.clone().text()).toBe(200);
  const [row] = (
    await prepared(
      "SELECT second_factor_at AS f FROM sessions WHERE provider_tenant_id IS NOT NULL AND user_id = ? ORDER BY created_at DESC LIMIT 1",
    )
      .bind(cast.people.subaccount_viewer.id)
      .all<{ f: number }>()
  ).results;
  expect(row?.f, "it vouched for more than a password").toBeGreaterThan(0);
});
