import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Domain, DomainList } from "../../schema/contracts/domains.ts";
import { newId } from "../../schema/ids.ts";
import { txtRecords } from "../dns/txt-records.ts";
import type { Env } from "../env.ts";
import { letterTo } from "../mail/letter-to.test-kit.ts";
import { forgetTenants } from "../middleware/active-tenant.ts";
import { call, type Call, type Cast, codeOf, makeCast, PASSWORD, type Person } from "../security/cast.test-kit.ts";
import { checkDueDomains } from "../services/domains/check-due.ts";
import { prepared } from "../world.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

let cast: Cast;
let boss: Person;
beforeAll(async () => {
  cast = await makeCast();
  boss = cast.people.agency_admin;
});
beforeEach(async () => {
  await env.DB.batch([prepared("DELETE FROM domains"), prepared("DELETE FROM sandbox_dns")]);
  forgetTenants();
});
afterEach(() => void vi.restoreAllMocks());

type Place = keyof Cast["tenants"];
const idOf = (place: Place) => cast.tenants[place].id;
const as = (who: Person, at: Place, path: string, options: Call = {}) =>
  call(path, { token: who.token, tenant: idOf(at), ...options });
async function add(at: Place, domain: string, use = "site", who: Person = cast.people.platform_admin): Promise<Domain> {
  const answer = await as(who, at, "/api/domains", { method: "POST", body: { use, domain } });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json<{ doc: Domain }>()).doc;
}
const publish = ({ record: { name, value } }: Domain) =>
  call("/api/sandbox/dns", { method: "POST", token: boss.token, body: { name, value } });
const look = async (at: Place, { id }: Domain): Promise<Domain> => {
  // Not right after the look before.
  await prepared("UPDATE domains SET checked_at = NULL WHERE id = ?").bind(id).run();
  const answer = await as(cast.people.platform_admin, at, `/api/domains/${id}/verification`, { method: "POST" });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json<{ doc: Domain }>()).doc;
};
const prove = async (at: Place, domain: string, use = "site"): Promise<Domain> => {
  const added = await add(at, domain, use);
  await publish(added);
  return look(at, added);
};
const siteOf = (place: Place) => `https://${cast.tenants[place].slug}.localhost`;
const accessAt = (at: string, who: Person, place: Place) =>
  call(`/api/tenants/${idOf(place)}/access`, { at, token: who.token });
const brandAt = async (at: string) => (await call("/api/brand", { at })).json<{ host: string }>();

describe("a domain", () => {
  test("is an account's once its record stands in DNS, and never by being said first", async () => {
    const [ours, theirs] = [await add("alder", "CRM.acme.com."), await add("cedar", "crm.acme.com")];
    expect(ours).toMatchObject({ domain: "crm.acme.com", status: "pending", url: null });
    expect(ours.record).toEqual({
      name: "_trellis.crm.acme.com",
      type: "TXT",
      value: expect.stringMatching(/^trellis-verification=[\w-]{43}$/),
    });
    expect(theirs.record.value).not.toBe(ours.record.value);
    expect(await look("alder", ours)).toMatchObject({ status: "pending", reason: "The record was not found." });
    await publish(theirs);
    expect(await look("alder", ours)).toMatchObject({ status: "pending" });
    const zone = await (await call("/api/sandbox/dns", { token: boss.token })).json();
    expect(zone).toEqual({ docs: [{ name: theirs.record.name, value: theirs.record.value }] });
    expect(await look("cedar", theirs)).toMatchObject({
      status: "verified",
      reason: null,
      url: "https://crm.acme.com",
    });
    await publish(ours);
    const late = await look("alder", ours);
    expect(late).toMatchObject({ status: "pending", reason: expect.stringContaining("connected elsewhere") });
    expect(JSON.stringify(late)).not.toContain(idOf("cedar"));
  });

  test("is proved by one account of many at one moment", async () => {
    const places = ["alder", "birch", "cedar", "north", "south"] as const;
    const added = await Promise.all(places.map((place) => add(place, "race.example")));
    await Promise.all(added.map(publish));
    const found = await Promise.all(added.map((domain, n) => look(places[n] ?? "alder", domain)));
    expect(found.filter(({ status }) => status === "verified")).toHaveLength(1);
    expect(found.filter(({ status }) => status === "pending")).toHaveLength(4);
  });

  test.each([["localhost"], ["acme.localhost"], ["127.0.0.1"], ["nothing"], ["https://acme.com"]])(
    "is not %s",
    async (domain) => {
      const refused = await as(boss, "alder", "/api/domains", { method: "POST", body: { use: "site", domain } });
      expect([refused.status, (await refused.json<{ errors: { field: string }[] }>()).errors[0]?.field]).toEqual([
        400,
        "domain",
      ]);
    },
  );

  test("is said once of each use, twenty times in all", async () => {
    await add("alder", "twice.example");
    await add("alder", "twice.example", "email");
    const again = await as(boss, "alder", "/api/domains", {
      method: "POST",
      body: { use: "site", domain: "twice.example" },
    });
    expect([again.status, await codeOf(again)]).toEqual([409, "conflict"]);
    const answers = await Promise.all(
      Array.from({ length: 22 }, (_, n) =>
        as(boss, "alder", "/api/domains", { method: "POST", body: { use: "site", domain: `d${n}.example` } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(18);
    const list = await (await as(boss, "alder", "/api/domains")).json<DomainList>();
    expect(list.docs).toHaveLength(20);
    expect(list).toMatchObject({ address: siteOf("alder"), target: "localhost" });
  });

  test("is looked at by the clock, kept through a gap, and lost when its record is gone for good", async () => {
    const DAY = 24 * 60 * 60_000;
    const domain = await add("alder", "clock.example");
    await publish(domain);
    const status = () => prepared("SELECT status FROM domains WHERE id = ?").bind(domain.id).first<string>("status");
    await checkDueDomains(env, Date.now() + 60_000);
    expect(await status()).toBe("pending");
    const start = Date.now() + 10 * 60_000;
    await checkDueDomains(env, start);
    expect(await status()).toBe("verified");
    await call(`/api/sandbox/dns?${new URLSearchParams(domain.record)}`, { method: "DELETE", token: boss.token });
    await checkDueDomains(env, start + DAY);
    expect(await status()).toBe("verified");
    await checkDueDomains(env, start + 5 * DAY);
    expect(await status()).toBe("failed");
    const trail = await prepared(
      "SELECT action, actor_type AS who FROM audit WHERE tenant_id = ? AND entity_id = ? ORDER BY seq",
    )
      .bind(idOf("alder"), domain.id)
      .all();
    expect(trail.results).toEqual([
      { action: "domain.added", who: "user" },
      { action: "domain.verified", who: "system" },
      { action: "domain.failed", who: "system" },
    ]);
  });

  test("is asked about at a resolver: quoted parts belong together, a fault is no answer", async () => {
    const live: Env = { ...env, DNS_URL: "https://dns.test/query" };
    const answers: unknown[] = [
      {
        Status: 0,
        Answer: [
          { type: 5, data: "alias." },
          { type: 16, data: '"one \\"two\\" " "three"' },
        ],
      },
      { Status: 3 },
      { Status: 2 },
      "nonsense",
    ];
    const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json(answers.shift()));
    expect(await txtRecords(live, "_trellis.x.example")).toEqual({ kind: "answered", values: ['one "two" three'] });
    expect(String(fetch.mock.calls[0]?.[0])).toBe("https://dns.test/query?name=_trellis.x.example&type=TXT");
    expect(await txtRecords(live, "x")).toEqual({ kind: "answered", values: [] });
    expect(await txtRecords(live, "x")).toEqual({ kind: "unreachable" });
    expect(await txtRecords(live, "x")).toEqual({ kind: "unreachable" });
    fetch.mockRejectedValue(new Error("no network"));
    expect(await txtRecords(live, "x")).toEqual({ kind: "unreachable" });
  });
});

describe("an account's address", () => {
  test("is its slug, and each domain it proved, until that is taken away", async () => {
    expect(await brandAt(siteOf("alder"))).toMatchObject({ host: "account" });
    expect(await brandAt("https://nobody-has-this.localhost")).toMatchObject({ host: "nobody" });
    expect(await brandAt("https://trellis.test")).toMatchObject({ host: "installation" });
    const domain = await prove("alder", "crm.alder.com");
    expect(await brandAt("https://crm.alder.com")).toMatchObject({ host: "account" });
    await as(boss, "alder", `/api/domains/${domain.id}`, { method: "DELETE" });
    expect(await brandAt("https://crm.alder.com")).toMatchObject({ host: "installation" });
  });

  test("an e-mail domain is none", async () => {
    await prove("alder", "alder.com", "email");
    expect(await brandAt("https://alder.com")).toMatchObject({ host: "installation" });
  });

  test("is where a request acts that names no account", async () => {
    const home = async (at?: string) => (await call("/api/contacts?limit=1", { at, token: boss.token })).status;
    expect(await home()).toBe(409);
    expect(await home(siteOf("alder"))).toBe(200);
  });

  test("holds it and what is below it, whatever else a person reaches: the rest is not there", async () => {
    const admin = cast.people.platform_admin;
    const statuses = async (at: string) =>
      Promise.all(
        (["platform", "north", "alder", "cedar"] as const).map(async (p) => (await accessAt(at, admin, p)).status),
      );
    expect(await statuses("https://trellis.test")).toEqual([200, 200, 200, 200]);
    expect(await statuses(siteOf("north"))).toEqual([404, 200, 200, 404]);
    expect(await statuses(siteOf("alder"))).toEqual([404, 404, 200, 404]);
    const seen = await (await accessAt(siteOf("alder"), admin, "alder")).json<{ path: { id: string }[] }>();
    expect(seen.path.map(({ id }) => id)).toEqual([idOf("alder")]);
    // What would act on the account above is not done here.
    const stop = (at: string) =>
      call(`/api/tenants/${idOf("alder")}/suspension`, { at, method: "PUT", token: boss.token, body: { reason: "x" } });
    expect((await stop(siteOf("alder"))).status).toBe(403);
    const made = await call("/api/tenants", {
      at: siteOf("alder"),
      method: "POST",
      token: boss.token,
      body: { type: "subaccount", parent: idOf("north"), name: "New", slug: "made-elsewhere" },
    });
    expect(made.status).toBe(404);
    const me = await (await call("/api/users/me", { at: siteOf("alder"), token: boss.token })).json<object>();
    expect(me).toMatchObject({
      user: { homeTenant: idOf("alder") },
      tenants: [{ id: idOf("alder"), role: "agency_admin" }],
    });
    const stranger = cast.people.southAdmin;
    expect(await (await call("/api/users/me", { at: siteOf("alder"), token: stranger.token })).json()).toMatchObject({
      tenants: [],
    });
    expect((await accessAt(siteOf("alder"), stranger, "alder")).status).toBe(404);
  });

  test("of a client lets its agency's key no further than the client", async () => {
    const made = await as(boss, "north", "/api/keys", { method: "POST", body: { name: "K", scopes: ["viewLeads"] } });
    const { key } = await made.json<{ key: string }>();
    const ask = (at: string, tenant?: string) => call("/api/contacts?limit=1", { at, token: key, tenant });
    expect((await ask(siteOf("alder"), idOf("alder"))).status).toBe(200);
    expect((await ask(siteOf("alder"), idOf("birch"))).status).toBe(404);
    expect((await ask(siteOf("north"), idOf("birch"))).status).toBe(200);
    // Its own account is not there.
    expect((await ask(siteOf("alder"))).status).toBe(404);
  });

  test("is an Origin of its own: no other is let in there, and it is let in nowhere else", async () => {
    const cookie = boss.token;
    const post = (at: string, origin: string) =>
      call(`/api/contacts?tenant=${idOf("alder")}`, { at, origin, cookie, method: "POST", body: { name: "Ana" } });
    expect((await post(siteOf("alder"), siteOf("alder"))).status).toBe(201);
    for (const [at, origin] of [
      [siteOf("alder"), "https://trellis.test"],
      [siteOf("alder"), siteOf("birch")],
      ["https://trellis.test", siteOf("alder")],
    ] as const)
      expect(await codeOf(await post(at, origin)), `${at} from ${origin}`).toBe("bad_origin");
  });

  test("goes with the account: renamed, deleted, and back", async () => {
    const slug = `cedar-${newId("tenant").slice(-8)}`;
    const rename = (to: string) =>
      as(cast.people.southAdmin, "cedar", `/api/tenants/${idOf("cedar")}`, { method: "PATCH", body: { slug: to } });
    expect((await rename(slug)).status).toBe(200);
    expect(await brandAt(siteOf("cedar"))).toMatchObject({ host: "nobody" });
    expect(await brandAt(`https://${slug}.localhost`)).toMatchObject({ host: "account" });
    const life = (method: string, what = "") =>
      as(cast.people.southAdmin, "south", `/api/tenants/${idOf("cedar")}${what}`, { method });
    expect((await life("DELETE")).status).toBe(200);
    forgetTenants();
    expect(await brandAt(`https://${slug}.localhost`)).toMatchObject({ host: "nobody" });
    expect((await life("PUT", "/restoration")).status).toBe(200);
    expect((await rename(cast.tenants.cedar.slug)).status).toBe(200);
    expect(await brandAt(siteOf("cedar"))).toMatchObject({ host: "account" });
  });

  test("keeps a session that was opened there to itself", async () => {
    const login = await call("/api/users/login", {
      at: siteOf("alder"),
      method: "POST",
      body: { email: boss.email, password: PASSWORD },
    });
    expect(login.status).toBe(200);
    const { token } = await login.json<{ token: string }>();
    const me = (at: string) => call("/api/users/me", { at, token });
    await prove("alder", "crm.alder.org");
    expect((await me(siteOf("alder"))).status).toBe(200);
    expect((await me("https://crm.alder.org")).status).toBe(200);
    for (const elsewhere of ["https://trellis.test", siteOf("north"), siteOf("birch")])
      expect(await codeOf(await me(elsewhere)), elsewhere).toBe("unauthenticated");
    expect((await call("/api/users/logout", { at: "https://trellis.test", method: "POST", token })).status).toBe(200);
    expect((await me(siteOf("alder"))).status).toBe(200);
  });
});

describe("joining by the domain of one's address", () => {
  const decide = (who: Person, at: Place, { id }: Domain, joinRole: string | null) =>
    as(who, at, `/api/domains/${id}/join`, { method: "PUT", body: { joinRole } });
  const ask = (email: string, at?: string) => call("/api/joins", { at, method: "POST", body: { email } });
  const open = (body: object) => call("/api/joins/open", { method: "POST", body });
  const mailsTo = async (email: string) =>
    (await prepared("SELECT count(*) AS n FROM mails WHERE to_address = ?").bind(email).first<number>("n")) ?? 0;
  /** What follows the answer has ended. */
  const settled = () => scheduler.wait(150);

  test("somebody new gets a link, and with it the role that was decided", async () => {
    const domain = await prove("alder", "alder.example", "email");
    expect((await decide(boss, "alder", domain, "subaccount_member")).status).toBe(200);
    const email = "new@alder.example";
    const asked = await ask(email);
    expect(asked.status).toBe(200);
    const { subject, text } = await letterTo(email);
    expect(subject).toBe(`Join ${cast.tenants.alder.name}`);
    const ticket = /\/join\/(\S+)/.exec(text)?.[1];
    const opened = await Promise.all(Array.from({ length: 5 }, () => open({ ticket })));
    expect(opened.map(({ status }) => status).toSorted()).toEqual([200, 410, 410, 410, 410]);
    const { invitation: token } = await (opened.find(({ ok }) => ok) as Response).json<{ invitation: string }>();
    const accepted = await call("/api/invitations/accept", {
      method: "POST",
      body: { token, name: "New Person", password: "tomatoes are fruit" },
    });
    expect(accepted.status, await accepted.clone().text()).toBe(200);
    const grants = await prepared(
      "SELECT g.tenant_id AS tenant, g.role FROM grants g JOIN users u ON u.id = g.user_id WHERE u.email = ?",
    )
      .bind(email)
      .all();
    expect(grants.results).toEqual([{ tenant: idOf("alder"), role: "subaccount_member" }]);
    expect(await codeOf(await open({ ticket }))).toBe("conflict");
    // On the team, one is not asked again; nor told.
    await ask(email);
    await settled();
    expect(await mailsTo(email)).toBe(1);
    const nobody = await ask("new@nowhere.example");
    expect(await nobody.json()).toEqual(await asked.json());
  });

  test("nobody does where it is not proved, not decided, decided no longer, or by somebody who may not any more", async () => {
    const email = (n: number) => `p${n}@shut.example`;
    const said = await add("alder", "shut.example", "email");
    await decide(boss, "alder", said, "subaccount_viewer");
    await ask(email(1));
    await publish(said);
    await look("alder", said);
    await decide(boss, "alder", said, null);
    await ask(email(2));
    const { subaccount_admin: admin } = cast.people;
    await decide(admin, "alder", said, "subaccount_viewer");
    await prepared("UPDATE grants SET role = 'subaccount_viewer' WHERE user_id = ?").bind(admin.id).run();
    await ask(email(3));
    await settled();
    await prepared("UPDATE grants SET role = 'subaccount_admin' WHERE user_id = ?").bind(admin.id).run();
    await settled();
    // At another account's address there is only that one.
    await ask(email(4), siteOf("birch"));
    await settled();
    expect(await Promise.all([1, 2, 3, 4].map((n) => mailsTo(email(n))))).toEqual([0, 0, 0, 0]);
    await ask(email(5), siteOf("alder"));
    expect((await letterTo(email(5))).text).toContain(`${siteOf("alder")}/join/`);
  });

  test("asking takes nobody's place; what was decided meanwhile counts when the link is opened", async () => {
    const domain = await prove("birch", "many.example", "email");
    await decide(boss, "birch", domain, "subaccount_viewer");
    await Promise.all([1, 2, 3].map((n) => ask(`p${n}@many.example`)));
    const ticket = /\/join\/(\S+)/.exec((await letterTo("p1@many.example")).text)?.[1];
    await settled();
    const held = await prepared("SELECT count(*) AS n FROM invitations WHERE tenant_id = ?")
      .bind(idOf("birch"))
      .first();
    expect(held).toEqual({ n: 0 });
    await decide(boss, "birch", domain, null);
    expect(await codeOf(await open({ ticket }))).toBe("link_over");
    // Whoever was invited by name gets what was chosen for them.
    await decide(boss, "birch", domain, "subaccount_viewer");
    const body = { email: "p1@many.example", role: "subaccount_member" };
    expect((await as(boss, "birch", "/api/invitations", { method: "POST", body })).status).toBe(201);
    const { invitation } = await (await open({ ticket })).json<{ invitation: string }>();
    const preview = await call("/api/invitations/preview", { method: "POST", body: { token: invitation } });
    expect(await preview.json()).toMatchObject({ role: "Account member", email: "p1@many.example" });
    expect(await codeOf(await open({ ticket: `${ticket}x` }))).toBe("link_over");
  });

  test("the role is never above a member's, nor above the decider's own rights", async () => {
    const [client, agency] = [
      await add("alder", "roles.example", "email"),
      await add("north", "roles.example", "email"),
    ];
    const codes = await Promise.all([
      decide(boss, "alder", client, "subaccount_admin"),
      decide(boss, "alder", client, "agency_member"),
      decide(boss, "north", agency, "agency_admin"),
      decide(cast.people.subaccount_member, "alder", client, "subaccount_viewer"),
    ]).then((answers) => Promise.all(answers.map(codeOf)));
    expect(codes).toEqual(["invalid", "invalid", "invalid", "forbidden"]);
    expect((await decide(boss, "north", agency, "agency_member")).status).toBe(200);
    const site = await add("alder", "site.example");
    expect(await codeOf(await decide(boss, "alder", site, "subaccount_viewer"))).toBe("invalid");
  });
});
