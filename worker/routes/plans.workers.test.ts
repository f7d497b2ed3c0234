import { env } from "cloudflare:workers";
import { createExecutionContext, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { testAccount } from "../../durable-objects/sub-account/account.test-kit.ts";
import type { Role } from "../../schema/capabilities.ts";
import type { ClientUsage, PlanOffers, Usage } from "../../schema/contracts/plans.ts";
import type { Tenant, TenantAccess } from "../../schema/contracts/tenants.ts";
import { newId } from "../../schema/ids.ts";
import { DAY_MS, type Plan } from "../../schema/plans.ts";
import { app } from "../app.ts";
import { rememberedPrincipals } from "../middleware/remembered-principals.ts";
import { hashKey } from "../services/keys/hash-key.ts";
import { tellOfTrials } from "../services/plans/tell-of-trials.ts";
import { recordUse } from "../services/usage/record.ts";
import { tellStanding } from "../services/tenants/life/tell-standing.ts";
import { type Caller, makeWorld, prepared, type World } from "../world.test-kit.ts";

let world: World;
let agency: string;
let owner: Caller;
beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
  owner = await world.signIn(agency, "agency_admin");
});

/** A client of the agency on a plan, whose object knows it. On trial where it has an end. */
async function client(plan: Plan, trialEndsAt: number | null = null): Promise<string> {
  const id = await world.subAccount(agency);
  await tried(id, trialEndsAt, plan);
  await tellStanding(env, { tenantId: id, version: 0 });
  return id;
}
const tried = (id: string, trialEndsAt: number | null, plan: Plan) =>
  prepared("UPDATE tenants SET plan = ?1, status = ?2, trial_ends_at = ?3 WHERE id = ?4")
    .bind(plan, trialEndsAt === null ? "active" : "trial", trialEndsAt, id)
    .run();
const choose = (by: Caller, id: string, plan: Plan) =>
  by.call<{ doc: Tenant }>("PUT", `/api/tenants/${id}/plan`, { tenant: id, body: { plan } });
const create = (tenant: string, by = owner) => by.call("POST", "/api/contacts", { tenant, body: { name: "Ada" } });
const said = (body: { errors?: { code: string; message: string; field?: string }[] }) => body.errors?.[0];
const used = async (tenant: string, by = owner) => (await by.call<Usage>("GET", "/api/usage", { tenant })).body;

/** Puts contacts into an account, as an import years ago would have. */
async function fill(tenantId: string, contacts: number): Promise<void> {
  await runInDurableObject(testAccount(tenantId).stub, (_object, { storage }) => {
    storage.sql.exec(
      `INSERT INTO contacts (id, name, stage, tags, created_at, updated_at)
       SELECT 'old_' || value, 'Old', 'lead', '[]', 1, 1 FROM json_each(?)`,
      JSON.stringify(Array.from({ length: contacts }, (_, n) => n)),
    );
  });
}

test("the plans are there to read for anyone", async () => {
  const answer = await app.fetch(new Request("https://trellis.test/api/plans"), env, createExecutionContext());
  const { docs, trialDays } = await answer.json<PlanOffers>();
  expect(docs.map(({ id, price, limits }) => [id, price.amount, limits.contacts, limits.users])).toEqual([
    ["starter", 9_900, 1_000, 3],
    ["professional", 19_900, 5_000, 10],
    ["enterprise", 29_900, null, null],
  ]);
  expect(trialDays).toBe(14);
});

describe("choosing a plan", () => {
  test("is for the agency and the platform where it is a client's, and for the agency where it is its own", async () => {
    const [other, id] = [await world.agency(), await client("starter")];
    const CASES: [string, Role, string, number][] = [
      [agency, "agency_member", id, 403],
      [id, "subaccount_admin", id, 403],
      [other, "agency_admin", id, 404],
      [agency, "agency_admin", id, 200],
      [world.platform, "platform_admin", id, 200],
      [agency, "agency_member", agency, 403],
      [agency, "agency_admin", agency, 200],
      [world.platform, "platform_admin", agency, 200],
      [world.platform, "platform_admin", world.platform, 409],
    ];
    for (const [home, role, on, status] of CASES) {
      const by = await world.signIn(home, role);
      expect((await choose(by, on, "enterprise")).status, `${role} on ${on}`).toBe(status);
      expect((await used(on, by)).mayChoose === true, `${role} on ${on}`).toBe(status === 200);
    }
  });

  test("ends the trial, stands in the log of the account and of its agency, and is told to the object", async () => {
    const id = await client("starter", Date.now() + DAY_MS);
    const { status, body } = await choose(owner, id, "professional");
    expect([status, body.doc]).toMatchObject([200, { plan: "professional", status: "active" }]);
    expect(body.doc.trialEndsAt).toBeUndefined();
    const { results } = await prepared(
      "SELECT tenant_id AS log FROM audit WHERE action = 'tenant.plan_chosen' AND entity_id = ? ORDER BY log = ?1",
    )
      .bind(id)
      .all<{ log: string }>();
    expect(results.map(({ log }) => log)).toEqual([agency, id]);
    const [held] = await runInDurableObject(testAccount(id).stub, (_object, { storage }) =>
      storage.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'standing'").toArray(),
    );
    expect(held?.value).toBe("live 2 professional -");
  });

  test("is refused where the account holds more than the plan, and of those who choose at once nobody undoes what they did not see", async () => {
    const id = await client("professional");
    await fill(id, 1_001);
    const refused = await choose(owner, id, "starter");
    expect([refused.status, said(refused.body)]).toMatchObject([409, { code: "conflict", field: "plan" }]);
    expect(said(refused.body)?.message).toContain("holds 1,000 contacts, and this account has 1,001");
    for (const _ of [1, 2, 3, 4]) await world.signIn(id, "subaccount_viewer");
    await runInDurableObject(
      testAccount(id).stub,
      (_object, { storage }) => void storage.sql.exec("DELETE FROM contacts"),
    );
    const full = await choose(owner, id, "starter");
    expect(said(full.body)?.message).toContain("holds 3 users, and this account has 4");

    const raced = await client("starter");
    const plans = Array.from({ length: 8 }, (_, index): Plan => (index % 2 === 0 ? "professional" : "enterprise"));
    const answers = await Promise.all(plans.map((plan) => choose(owner, raced, plan)));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const { results } = await prepared(
      "SELECT before, after FROM audit WHERE tenant_id = ? AND action = 'tenant.plan_chosen' ORDER BY seq /* test */",
    )
      .bind(raced)
      .all<Record<"before" | "after", string>>();
    const [before, after] = (["before", "after"] as const).map((side) =>
      results.map((row) => (JSON.parse(row[side]) as { plan: Plan }).plan),
    );
    // Each that was served had looked at what the one before it left.
    expect(before).toEqual(["starter", ...(after ?? []).slice(0, -1)]);
  });
});

describe("contacts", () => {
  test("are made up to the limit and no further; customers are let in all the same", async () => {
    const id = await client("starter");
    const place = testAccount(id);
    await place.connect();
    await fill(id, 999);
    expect((await create(id)).status).toBe(201);
    const refused = await create(id);
    expect([refused.status, said(refused.body)?.code]).toEqual([402, "plan_limit"]);
    expect(said(refused.body)?.message).toBe(
      "The Starter plan holds 1,000 contacts, and this account has 1,000. Choose a larger plan, or delete contacts.",
    );
    const body = { channel: "whatsapp", to: "+4915112345001" };
    expect((await owner.call("POST", "/api/conversations", { tenant: id, body })).status).toBe(402);
    expect(await place.stub.ingest(place.system, { events: [place.message()] })).toMatchObject({ stored: 1 });
    expect((await used(id)).limits[0]).toEqual({ limit: "contacts", used: 1_001, max: 1_000, level: 100 });
    expect(said((await create(id)).body)?.message).toContain("this account has 1,001");
    // Whoever is known can be written to, and one step up there is room again.
    expect(
      (await owner.call("POST", "/api/conversations", { tenant: id, body: { ...body, to: "+4915112345678" } })).status,
    ).toBe(201);
    expect((await choose(owner, id, "professional")).status).toBe(200);
    expect((await create(id)).status).toBe(201);
  });

  test("and of many at once, no more than there is room for", async () => {
    const id = await client("starter");
    await fill(id, 995);
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(id)));
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(5);
  });
});

describe("users", () => {
  const invite = (tenant: string, by = owner) =>
    by.call<{ doc: { id: string } }>("POST", "/api/invitations", {
      tenant,
      body: { email: `${newId("user")}@example.test`, role: "subaccount_viewer" },
    });

  test("of fifty invited at once, as many as there are places", async () => {
    const id = await client("starter");
    await world.signIn(id, "subaccount_member");
    const answers = await Promise.all(Array.from({ length: 50 }, () => invite(id)));
    const statuses = answers.map(({ status }) => status);
    expect([201, 402].map((want) => statuses.filter((status) => status === want).length)).toEqual([2, 48]);
    expect(said(answers.find(({ status }) => status === 402)?.body ?? {})?.message).toContain(
      "The Starter plan holds 3 users, and this account has 3. Open invitations count.",
    );
    // Taken back, a place is free again, for a colleague as well.
    const open = answers.find(({ status }) => status === 201)?.body.doc.id;
    const colleague = await world.signIn(await client("starter"), "subaccount_member");
    const add = () => owner.call("POST", "/api/members", { tenant: id, body: { user: colleague.userId } });
    expect((await add()).status).toBe(402);
    await owner.call("DELETE", `/api/invitations/${open}`, { tenant: id });
    expect((await add()).status).toBe(201);
  });

  test("of fifty who accept at once, as many come in as there are places, and the others keep their link", async () => {
    const id = await client("enterprise");
    const tokens = Array.from({ length: 50 }, () => `${newId("message")}-${newId("message")}`);
    const now = Date.now();
    const people = await Promise.all(tokens.map(() => world.signIn(agency, "agency_member")));
    await env.DB.batch(
      await Promise.all(
        tokens.map(async (token, n) =>
          prepared(
            `INSERT INTO invitations (id, tenant_id, email, role, assigned_only, token_hash, invited_by, invited_by_name, sends, sent_at, created_at, expires_at)
             VALUES (?1, ?2, ?3, 'subaccount_viewer', 0, ?4, ?5, 'Owner', 1, ?6, ?6, ?7)`,
          ).bind(
            newId("invitation"),
            id,
            `${people[n]?.userId}@example.test`,
            await hashKey(token),
            owner.userId,
            now,
            now + DAY_MS,
          ),
        ),
      ),
    );
    await tried(id, null, "starter");
    const accept = (n: number) => people[n]?.call("POST", "/api/invitations/accept", { body: { token: tokens[n] } });
    const answers = await Promise.all(tokens.map((_token, n) => accept(n)));
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(3);
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200, 402]));
    await tried(id, null, "enterprise");
    expect((await accept(answers.findIndex((answer) => answer?.status === 402)))?.status).toBe(200);
  });
});

describe("a trial that is over", () => {
  test("leaves everything to read and nothing to write, lets customers in, and ends with a plan", async () => {
    const id = await client("starter", Date.now() - 1);
    const place = testAccount(id);
    await place.connect();
    const refused = await create(id);
    expect([refused.status, said(refused.body)]).toMatchObject([403, { code: "suspended" }]);
    expect(said(refused.body)?.message).toContain("the trial is over");
    expect((await owner.call("GET", "/api/contacts", { tenant: id })).status).toBe(200);
    const { body: access } = await owner.call<TenantAccess>("GET", `/api/tenants/${id}/access`, { tenant: id });
    expect(access.standing).toMatchObject({ status: "trial_over", by: "account" });
    expect(await place.stub.ingest(place.system, { events: [place.message()] })).toMatchObject({ stored: 1 });
    expect((await choose(owner, id, "starter")).status).toBe(200);
    expect((await create(id)).status).toBe(201);
  });

  test("stops an agency's clients too, until the agency has chosen its own plan", async () => {
    const another = await world.agency();
    const below = await world.subAccount(another);
    const by = await world.signIn(another, "agency_admin");
    await tried(another, Date.now() - 1, "starter");
    expect((await create(below, by)).status).toBe(403);
    expect((await choose(by, below, "professional")).status).toBe(403);
    expect((await choose(by, another, "professional")).status).toBe(200);
    expect((await create(below, by)).status).toBe(201);
  });

  test("can be put off by the account above it, for 90 days at most", async () => {
    const id = await client("starter", Date.now() - 1);
    const put = (days: number, by = owner) =>
      by.call<{ doc: Tenant }>("PUT", `/api/tenants/${id}/trial`, {
        tenant: agency,
        body: { endsAt: new Date(Date.now() + days * DAY_MS).toISOString() },
      });
    expect((await put(7, await world.signIn(id, "subaccount_admin"))).status).toBe(404);
    for (const days of [-1, 91])
      expect(said((await put(days)).body)).toMatchObject({ code: "invalid", field: "endsAt" });
    expect((await put(7)).body.doc).toMatchObject({ status: "trial" });
    expect((await create(id)).status).toBe(201);
    await choose(owner, id, "starter");
    expect((await put(7)).status).toBe(409);
  });

  test("is announced three days and one day before, and told of at its end, once each", async () => {
    const end = Date.UTC(2027, 4, 20, 12);
    const id = await client("starter", end);
    const boss = await world.signIn(id, "subaccount_admin");
    const mails = async () =>
      (
        await prepared(
          "SELECT to_address AS email, kind, subject FROM mails WHERE tenant_id = ? ORDER BY created_at, email",
        )
          .bind(id)
          .all<{ email: string; kind: string; subject: string }>()
      ).results;
    for (const daysBefore of [4, 2.9, 2.5, 0.9, 0.5, -0.1, -0.2]) await tellOfTrials(env, end - daysBefore * DAY_MS);
    const own = (await mails()).filter(({ email }) => email.startsWith(boss.userId));
    expect(own.map(({ kind, subject }) => [kind, subject.replace(/Tenant \S+/, "it")])).toEqual([
      ["trial_ending", "The trial of it ends in 3 days"],
      ["trial_ending", "The trial of it ends in 1 day"],
      ["trial_over", "The trial of it is over"],
    ]);
    expect((await mails()).filter(({ email }) => email.startsWith(owner.userId))).toHaveLength(3);
  });
});

describe("usage", () => {
  test("counts once what comes twice, and is the same however often it is read", async () => {
    const id = await client("starter");
    const place = testAccount(id);
    await place.connect();
    const message = place.message();
    for (const _ of [1, 2]) await place.stub.ingest(place.system, { events: [message, message] });
    await place.stub.ingest(place.system, { events: [place.message({ direction: "out", text: "Hi" })] });
    const before = await used(id);
    expect(before.months[0]).toMatchObject({ messagesIn: 1, messagesOut: 1, contactsAdded: 1, contacts: 1 });
    await Promise.all([1, 2, 3].map(() => recordUse(env, id, 0, Date.now())));
    const after = await used(id);
    // The two readings themselves, and nothing else.
    expect(after.months[0]).toEqual({ ...before.months[0], apiRequests: (before.months[0]?.apiRequests ?? 0) + 1 });
    const { body } = await owner.call<{ docs: ClientUsage[] }>("GET", `/api/usage/clients?limit=100`, {
      tenant: agency,
    });
    expect(body.docs.find((doc) => doc.id === id)).toMatchObject({ plan: "starter", messagesIn: 1, messagesOut: 1 });
    expect(body.docs.every((doc) => doc.type === "subaccount")).toBe(true);
  });

  test("is nothing to whoever sees only what is assigned to them, near a limit too", async () => {
    const id = await client("starter");
    await fill(id, 800);
    await recordUse(env, id, 0, Date.now());
    for (const [home, role, path] of [
      [id, "subaccount_member", "/api/usage"],
      [agency, "agency_member", "/api/usage"],
      [agency, "agency_member", "/api/usage/clients"],
    ] as const) {
      const by = await world.signIn(home, role);
      expect((await by.call("GET", path)).status).toBe(200);
      await prepared("UPDATE grants SET assigned_only = 1 WHERE user_id = ?").bind(by.userId).run();
      rememberedPrincipals.clear();
      expect((await by.call("GET", path)).status, `${role} on ${path}`).toBe(403);
      const { body } = await by.call<TenantAccess>("GET", `/api/tenants/${id}/access`);
      expect(body.limits).toEqual([]);
    }
  });

  test("near a limit is told to whoever manages billing, of each level once a month", async () => {
    const id = await client("starter");
    const boss = await world.signIn(id, "subaccount_admin");
    const told = async () =>
      (
        await prepared("SELECT subject FROM mails WHERE tenant_id = ? AND to_address LIKE ? ORDER BY created_at")
          .bind(id, `${boss.userId}@%`)
          .all<{ subject: string }>()
      ).results.map(({ subject }) => /is close to|has reached/.exec(subject)?.[0]);
    await fill(id, 799);
    await recordUse(env, id, 0, Date.now());
    expect(await told()).toEqual([]);
    await create(id);
    await Promise.all([1, 2, 3].map(() => recordUse(env, id, 0, Date.now())));
    expect(await told()).toEqual(["is close to"]);
    const { body } = await boss.call<TenantAccess>("GET", `/api/tenants/${id}/access`);
    expect(body.limits).toEqual([{ limit: "contacts", used: 800, max: 1_000, level: 80 }]);
    await runInDurableObject(testAccount(id).stub, (_object, { storage }) => {
      storage.sql.exec("UPDATE counters SET value = 1000 WHERE name = 'contacts'");
    });
    for (const _ of [1, 2]) await recordUse(env, id, 0, Date.now());
    expect(await told()).toEqual(["is close to", "has reached"]);
    // Fewer again, and nearer once more: nobody is told of less than they know.
    const few = await client("starter");
    await fill(few, 1_000);
    await recordUse(env, few, 0, Date.now());
    await runInDurableObject(testAccount(few).stub, (_object, { storage }) => {
      storage.sql.exec("UPDATE counters SET value = 850 WHERE name = 'contacts'");
    });
    await recordUse(env, few, 0, Date.now());
    const levels = await prepared("SELECT level FROM plan_warnings WHERE tenant_id = ?")
      .bind(few)
      .all<{ level: number }>();
    expect(levels.results).toEqual([{ level: 100 }]);
    await recordUse(env, id, 0, Date.now() + 40 * DAY_MS);
    expect(await told()).toEqual(["is close to", "has reached", "has reached"]);
  });
});

test("an account asks for so much in a minute and no more, and is told how it stands; its sibling is not held up", async () => {
  const [one, another] = [await client("starter"), await client("starter")];
  const get = (tenant: string) =>
    app.fetch(
      new Request("https://trellis.test/api/contacts", {
        headers: { authorization: `Bearer ${owner.token}`, "x-tenant": tenant },
      }),
      { ...env, TRELLIS_REQUESTS_PER_MINUTE: "2" },
      createExecutionContext(),
    );
  const answers = [await get(one), await get(one), await get(one), await get(another)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  expect(answers.map(({ headers }) => headers.get("ratelimit")?.replace(/t=\d+/, "t=…"))).toEqual([
    '"tenant";r=1;t=…',
    '"tenant";r=0;t=…',
    '"tenant";r=0;t=…',
    '"tenant";r=1;t=…',
  ]);
  expect(answers.map(({ headers }) => headers.get("ratelimit-policy"))).toEqual(Array(4).fill('"tenant";q=2;w=60'));
  expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
});
