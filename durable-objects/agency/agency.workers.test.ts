import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { SystemActor, UserActor } from "../../schema/actor.ts";
import { ACCOUNT_SORTS, ListAccounts } from "../../schema/contracts/accounts.ts";
import { newId } from "../../schema/ids.ts";
import type { ObjectsEnv } from "../env.ts";
import { agency } from "../stubs.ts";
import { refusal, userActor } from "../sub-account/account.test-kit.ts";
import type { Listing } from "./listing/list-account.ts";
import { accountOrder, conditionsOf } from "./reading/find-accounts.ts";
import type { Report } from "./reports/take-reports.ts";

/** A roll-up of its own for one test. */
function testRollUp(above: string | null = null) {
  const tenantId = newId("tenant");
  const stub = agency(env as ObjectsEnv, tenantId);
  const system: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const person = (given: Partial<UserActor> = {}) => userActor(tenantId, "agency_member", given);
  const listing = (name: string, given: Partial<Listing> = {}): Listing => ({
    id: newId("tenant"),
    type: "subaccount",
    parent: tenantId,
    name,
    slug: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    status: "active",
    plan: "starter",
    createdAt: 1_000,
    version: 1,
    above,
    ...given,
  });
  return {
    tenantId,
    stub,
    system,
    person,
    listing,
    async add(name: string, given: Partial<Listing> = {}): Promise<string> {
      const one = listing(name, given);
      await stub.listAccount(system, one);
      return one.id;
    },
    report: (id: string, version: number, given: Partial<Report> = {}) =>
      stub.takeReports(system, { reports: [{ ...QUIET, id, version, ...given }] }),
    async names(query: Record<string, string> = {}, actor: UserActor = person()): Promise<string[]> {
      const { docs, total } = await stub.listAccounts(actor, ListAccounts.parse(query));
      if (query["limit"] === undefined && total !== docs.length) throw new Error(`${docs.length} of ${total}`);
      return docs.map(({ name }) => name);
    },
  };
}
const QUIET = { contacts: 0, messages: 0, unread: 0, broken: 0, lastActivityAt: 0 };

describe("what the control plane says of an account", () => {
  test("the newest version stands, in whatever order they come", async () => {
    const { stub, system, listing, names } = testRollUp();
    const one = listing("Oak");
    expect(await stub.listAccount(system, { ...one, name: "Elm", version: 3 })).toEqual({ fresh: true });
    await stub.listAccount(system, { ...one, name: "Ash", version: 2 });
    expect(await names()).toEqual(["Elm"]);
    await stub.leaveAccount(system, { id: one.id, version: 2 });
    expect(await names()).toEqual(["Elm"]);
    await stub.leaveAccount(system, { id: one.id, version: 4 });
    await stub.listAccount(system, { ...one, version: 3 });
    expect(await names()).toEqual([]);
    expect(await names({ q: "elm" })).toEqual([]);
    expect(await stub.listAccount(system, { ...one, name: "Elm again", version: 5 })).toEqual({ fresh: true });
    expect(await names({ q: "elm" })).toEqual(["Elm again"]);
  });

  test("what leaves keeps nothing but its id, and nothing at all when it is erased", async () => {
    const { stub, system, add } = testRollUp();
    const id = await add("Private Person");
    const kept = () =>
      runInDurableObject(stub, (_object, { storage }) =>
        JSON.stringify([
          storage.sql.exec("SELECT * FROM accounts").toArray(),
          storage.sql.exec("SELECT text FROM account_parts").toArray(),
          storage.sql.exec("SELECT text FROM account_words").toArray(),
        ]),
      );
    await stub.leaveAccount(system, { id, version: 2 });
    expect(await kept()).not.toMatch(/private/i);
    expect(await kept()).toContain(id);
    await stub.leaveAccount(system, { id, version: 0, forever: true });
    expect(await kept()).toBe("[[],[],[]]");
  });

  test("nobody but the machinery writes, and nobody of another tenant gets in", async () => {
    const { stub, person, listing, report, system } = testRollUp();
    await report("ten_none", 1);
    const one = listing("Oak");
    expect(await refusal(stub.listAccount(person(), one))).toBe("forbidden");
    expect(await refusal(stub.leaveAccount(person(), { id: one.id, version: 9 }))).toBe("forbidden");
    expect(await refusal(stub.takeReports(person(), { reports: [] }))).toBe("forbidden");
    expect(await refusal(stub.beginRebuild(person()))).toBe("forbidden");
    const stranger = { ...system, tenantId: newId("tenant") };
    expect(await refusal(stub.listAccount(stranger, one))).toBe("not_found");
    expect(await refusal(stub.listAccounts(userActor(stranger.tenantId, "agency_admin"), ListAccounts.parse({})))).toBe(
      "not_found",
    );
  });
});

describe("what the accounts say", () => {
  test("a report counts once, in order, and only of what is listed", async () => {
    const { stub, add, report, person } = testRollUp();
    const id = await add("Oak");
    const unread = async () =>
      (await stub.listAccounts(person(), ListAccounts.parse({}))).docs.map(({ figures }) => figures?.unread);
    await report(id, 2, { unread: 5 });
    await report(id, 1, { unread: 9 });
    await report(id, 2, { unread: 7 });
    await report(newId("tenant"), 1, { unread: 3 });
    expect(await unread()).toEqual([5]);
    await report(id, 3, { unread: 0 });
    expect(await unread()).toEqual([0]);
  });

  test("reach the roll-up above, where an agency shows the sum of its clients", async () => {
    const top = testRollUp();
    const one = testRollUp(top.tenantId);
    await top.add("North", { id: one.tenantId, type: "agency", parent: top.tenantId });
    const ids = [await one.add("Oak"), await one.add("Elm")];
    for (const id of ids) await top.add(id, { id, parent: one.tenantId });
    await one.report(ids[0]!, 1, { unread: 2, contacts: 10, lastActivityAt: 5_000 });
    await one.report(ids[1]!, 1, { unread: 3, contacts: 1, lastActivityAt: 9_000, broken: 1 });
    const north = async () => {
      const { docs } = await top.stub.listAccounts(top.person(), ListAccounts.parse({ type: "agency" }));
      return docs[0]?.figures;
    };
    const sum = { clients: 2, unread: 5, contacts: 11, broken: 1, lastActivityAt: "1970-01-01T00:00:09.000Z" };
    await vi.waitFor(async () => expect(await north()).toMatchObject(sum), { timeout: 8_000 });

    await top.stub.leaveAccount(top.system, { id: ids[1]!, version: 2 });
    expect(await north()).toMatchObject({ clients: 1, unread: 2, broken: 0 });
    // Nothing new: nothing is told, until it is asked for.
    await top.stub.listAccount(top.system, top.listing("Elm", { id: ids[1]!, parent: one.tenantId, version: 3 }));
    await runDurableObjectAlarm(one.stub);
    expect(await north()).toMatchObject({ clients: 2, unread: 2 });
    await one.stub.retell(one.system, { id: ids[1]! });
    await vi.waitFor(async () => expect(await north()).toMatchObject({ clients: 2, unread: 5 }), { timeout: 8_000 });
  });
});

describe("finding accounts", () => {
  test("by any part, without regard to case and accents, every word of several", async () => {
    const { add, names } = testRollUp();
    for (const name of ["Casa Lúmen", "Brisa Surf", "Lumenworks", "Zoë & Co"]) await add(name);
    expect(await names({ q: "LUMEN" })).toEqual(["Casa Lúmen", "Lumenworks"]);
    expect(await names({ q: "umen ca" })).toEqual(["Casa Lúmen"]);
    expect(await names({ q: "isa-sur" })).toEqual(["Brisa Surf"]);
    // Too short for the index of parts: how a word begins.
    expect(await names({ q: "lu" })).toEqual(["Casa Lúmen", "Lumenworks"]);
    expect(await names({ q: "zo" })).toEqual(["Zoë & Co"]);
    expect(await names({ q: "um" })).toEqual([]);
    expect(await names({ q: '"*' })).toEqual([]);
    expect(await names({ q: "'\u0000%" })).toEqual([]);
  });

  test("sorts, filters and pages, also where a search finds more than it sorts", async () => {
    const { add, report, names, stub, system, listing } = testRollUp();
    // One by one they would take their time, and say nothing more.
    await stub.listAccount(system, listing("Elm"));
    await runInDurableObject(stub, (_object, { storage: { sql } }) => {
      sql.exec(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1049)
        INSERT INTO accounts (id, listed, listing_version, type, parent, name, slug, name_key, text, status, plan, created_at)
        SELECT 'ten_' || i, 1, 1, 'subaccount', 'ten_x', printf('Client %04d', i), 'x', printf('client %04d', i), printf('client %04d', i),
          'active', iif(i % 2, 'enterprise', 'starter'), 1 FROM n`);
      for (const index of ["account_parts", "account_words"])
        sql.exec(`INSERT INTO ${index} (rowid, text) SELECT number, text FROM accounts WHERE text LIKE 'client%'`);
    });
    expect(await names({ q: "client", limit: "2", page: "500" })).toEqual(["Client 0998", "Client 0999"]);
    expect(await names({ q: "client", plan: "enterprise", sort: "-name", limit: "2" })).toEqual([
      "Client 1049",
      "Client 1047",
    ]);
    const [busy, quiet] = [await add("Quill", { status: "trial" }), await add("Quince", { status: "suspended" })];
    await report(busy, 1, { unread: 4, broken: 1 });
    await report(quiet, 1, { unread: 1 });
    expect(await names({ sort: "-unread", limit: "3" })).toEqual(["Quill", "Quince", "Client 0000"]);
    expect(await names({ q: "qui", sort: "unread" })).toEqual(["Quince", "Quill"]);
    expect(await names({ status: "suspended" })).toEqual(["Quince"]);
    expect(await names({ health: "broken" })).toEqual(["Quill"]);
  });

  test("walks an index in every order, and sorts nothing but what a search found", async () => {
    const { stub, add } = testRollUp();
    await add("Oak");
    const plans = await runInDurableObject(stub, (_object, { storage }) =>
      ACCOUNT_SORTS.flatMap((sort) => [sort, `-${sort}` as const]).map((sort) => {
        const { where, params } = conditionsOf({ type: "subaccount" });
        const statement = `EXPLAIN QUERY PLAN SELECT a.number FROM accounts a WHERE ${where.join(" AND ")} ORDER BY ${accountOrder(sort)} LIMIT 1`;
        const plan = storage.sql.exec<{ detail: string }>(statement, ...params).toArray();
        return [sort, plan.map(({ detail }) => detail).join("; ")];
      }),
    );
    const ordered = /^SEARCH a USING (COVERING )?INDEX accounts_by_\w+ \(type=\?\)$/;
    expect(plans.filter(([, plan]) => !ordered.test(plan ?? ""))).toEqual([]);
  });

  test("tells nobody how an account does who sees only what is assigned to them", async () => {
    const { stub, add, report, person } = testRollUp();
    await report(await add("Oak"), 1, { unread: 4 });
    const narrow = person({ assignedOnly: true });
    expect((await stub.listAccounts(narrow, ListAccounts.parse({}))).docs[0]).toMatchObject({
      name: "Oak",
      figures: null,
    });
    const numbers = await stub.accountNumbers(narrow, ListAccounts.parse({}));
    expect((await stub.accountsByNumber(narrow, { numbers }))[0]?.figures).toBeNull();
    for (const query of [{ sort: "-unread" }, { sort: "messages" }, { health: "broken" }])
      expect(await refusal(stub.listAccounts(narrow, ListAccounts.parse(query)))).toBe("forbidden");
    expect(await refusal(stub.accountNumbers(narrow, ListAccounts.parse({ sort: "contacts" })))).toBe("forbidden");
  });
});
