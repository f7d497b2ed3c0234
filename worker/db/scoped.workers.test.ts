import { env } from "cloudflare:workers";
import { and, asc, desc, eq, like, ne, or, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { audit, customRoles, integrations, type IntegrationRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import { newId } from "../../schema/ids.ts";
import { makeWorld, prepared } from "../world.test-kit.ts";
import { isTaken, mustChange, ScopedDb, type Statement } from "./scoped.ts";

let mine: string;
let theirs: string;
let db: ScopedDb;
beforeEach(async () => {
  const world = await makeWorld();
  const agency = await world.agency();
  [mine, theirs] = [await world.subAccount(agency), await world.subAccount(agency)];
  db = scoped(mine);
  for (const [tenant, id] of [
    [mine, "int_1"],
    [theirs, "int_1"],
    [theirs, "int_2"],
  ] as const) {
    await commit(scoped(tenant), scoped(tenant).insert(integrations, row(id)));
  }
});

afterEach(() => {
  vi.useRealTimers();
});

/** The control plane, with some of what it does replaced. */
const d1 = (change: Partial<D1Database>) =>
  ({
    prepare: (text: string) => env.DB.prepare(text),
    batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
    ...change,
  }) as D1Database;
const scoped = (tenantId: string, change: Partial<D1Database> = {}) =>
  new ScopedDb({ DB: d1(change) }, { kind: "system", tenantId, via: "seed" });
const ENTRY = { action: "thing.done", entity: "thing", entityId: "x" } as const;
const commit = (on: ScopedDb, ...writes: Statement[]) => on.commit({ writes, audit: ENTRY });
function row(id: string, change: Partial<IntegrationRow> = {}): Omit<IntegrationRow, "tenantId"> {
  return {
    id,
    module: `module ${id}`,
    version: "1.0.0",
    state: "connected",
    health: { ok: true, checkedAt: "2026-01-01T00:00:00.000Z" },
    config: {},
    ownConfig: {},
    deployed: null,
    details: {},
    pinned: false,
    sandbox: false,
    desiredVersion: 1,
    appliedVersion: 1,
    createdAt: 1,
    updatedAt: 1,
    ...change,
  };
}
const states = async (tenant: string) =>
  (
    await env.DB.prepare("SELECT id, state FROM integrations WHERE tenant_id = ? ORDER BY id")
      .bind(tenant)
      .all<{ id: string; state: string }>()
  ).results;

/** Conditions that try to see past the tenant, marked so that the plan guard lets them through to what they are to show. */
const ESCAPES = () => attempts().map((attempt) => sql`${attempt} /* test */`);
const attempts = () => [
  sql`1 = 1 OR 1 = 1`,
  sql`${integrations.id} = 'int_2' OR ${integrations.tenantId} = ${theirs}`,
  sql`0 OR ${integrations.tenantId} <> ''`,
  or(eq(integrations.tenantId, theirs), ne(integrations.id, "x"))!,
  and(eq(integrations.tenantId, theirs))!,
  sql`NOT (${integrations.tenantId} = ${mine}) OR 1`,
];

describe("a condition cannot reach past the tenant", () => {
  test("when reading", async () => {
    for (const where of ESCAPES()) {
      const seen = await db.select(integrations, { where, orderBy: asc(integrations.id) });
      expect(seen.every(({ tenantId }) => tenantId === mine)).toBe(true);
      expect((await db.first(integrations, where))?.tenantId ?? mine).toBe(mine);
    }
    expect(await db.select(integrations)).toHaveLength(1);
  });

  test("when changing and deleting", async () => {
    const before = await states(theirs);
    for (const where of ESCAPES()) {
      await commit(db, db.update(integrations, { state: "error" }, where));
      await commit(db, db.delete(integrations, where));
      expect(await states(theirs)).toEqual(before);
    }
    expect(await states(mine)).toEqual([]);
  });
});

describe("reading", () => {
  const fill = (tenant: string, rows: number) =>
    prepared(
      `WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
       INSERT INTO custom_roles (tenant_id, id, name, tier, capabilities, created_at, updated_at)
       SELECT ?, printf('role_%03d', n), 'Role', 'subaccount', '[]', 1, 1 FROM n`,
    )
      .bind(rows, tenant)
      .run();

  test("answers at most 500 rows unless told, in the order and from where it is told, and counts all", async () => {
    await fill(mine, 501);
    await fill(theirs, 5);
    expect(await db.select(customRoles)).toHaveLength(500);
    expect(await db.select(customRoles, { limit: 501 })).toHaveLength(501);
    const page = await db.select(customRoles, { orderBy: desc(customRoles.id), limit: 2, offset: 1 });
    expect(page.map(({ id }) => id)).toEqual(["role_500", "role_499"]);
    expect(await db.count(customRoles, like(customRoles.id, "role_00%"))).toBe(9);
    expect(await db.count(customRoles, eq(customRoles.id, "nobody"))).toBe(0);
  });

  test("the first row is asked for alone", async () => {
    await fill(mine, 2);
    const asked: unknown[][] = [];
    const recorded = scoped(mine, {
      prepare: (text) => {
        const statement = env.DB.prepare(text);
        const bind = statement.bind.bind(statement);
        return Object.assign(statement, { bind: (...values: unknown[]) => (asked.push(values), bind(...values)) });
      },
    });
    expect(await recorded.first(customRoles, like(customRoles.id, "role_%"))).toMatchObject({ tenantId: mine });
    expect(asked).toEqual([[mine, "role_%", 1]]);
    expect(await db.first(customRoles, eq(customRoles.id, "nobody"))).toBeUndefined();
  });
});

describe("a row cannot be given to another tenant", () => {
  test("when inserting", async () => {
    const named = { ...row("int_9"), tenantId: theirs };
    await commit(db, db.insert(integrations, named));
    expect((await states(mine)).map(({ id }) => id)).toEqual(["int_1", "int_9"]);
    expect((await states(theirs)).map(({ id }) => id)).toEqual(["int_1", "int_2"]);
  });

  test("when changing", async () => {
    const set = { state: "error", tenantId: theirs } as Partial<IntegrationRow>;
    await commit(db, db.update(integrations, set, eq(integrations.id, "int_1")));
    expect(await states(mine)).toEqual([{ id: "int_1", state: "error" }]);
    expect(await states(theirs)).toHaveLength(2);
  });

  test("when upserting", async () => {
    const set = { state: "error", tenantId: theirs } as Partial<IntegrationRow>;
    await commit(
      db,
      db.upsert(integrations, { ...row("int_1"), tenantId: theirs } as IntegrationRow, [integrations.id], set),
    );
    expect(await states(mine)).toEqual([{ id: "int_1", state: "error" }]);
    expect(await states(theirs)).toEqual([
      { id: "int_1", state: "connected" },
      { id: "int_2", state: "connected" },
    ]);
  });

  test("by SQL that goes around the scoped database: the schema refuses", async () => {
    const stolen = env.DB.prepare(
      "UPDATE integrations SET tenant_id = ? WHERE tenant_id = ? AND id = 'int_2' /* test */",
    ).bind(mine, theirs);
    await expect(stolen.run()).rejects.toThrow("tenant_id is immutable");
  });
});

describe("a commit", () => {
  const audited = () => db.select(audit, { where: eq(audit.action, ENTRY.action) });
  const newest = async (from: ScopedDb) => (await from.select(audit, { orderBy: desc(audit.seq), limit: 1 }))[0];

  test("writes all of it and its audit row", async () => {
    const before = (await audited()).length;
    await commit(
      db,
      db.insert(integrations, row("int_7")),
      db.update(integrations, { state: "error" }, eq(integrations.id, "int_7")),
    );
    expect(await states(mine)).toContainEqual({ id: "int_7", state: "error" });
    expect(await audited()).toHaveLength(before + 1);
  });

  test("is nothing when a guarded write changes nothing", async () => {
    const before = (await audited()).length;
    const refused = db.commit({
      writes: [
        db.insert(integrations, row("int_8")),
        mustChange(db.update(integrations, { state: "error" }, eq(integrations.id, "nobody"))),
      ],
      audit: ENTRY,
      otherwise: new TrellisError("not_found"),
    });
    await expect(refused).rejects.toMatchObject({ code: "not_found" });
    expect((await states(mine)).map(({ id }) => id)).toEqual(["int_1"]);
    expect(await audited()).toHaveLength(before);
  });

  test("cannot guard itself with another tenant's row", async () => {
    const refused = db.commit({
      writes: [mustChange(db.update(integrations, { state: "error" }, eq(integrations.id, "int_2")))],
      audit: ENTRY,
    });
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
    expect(await states(theirs)).toContainEqual({ id: "int_2", state: "connected" });
  });

  test("says which key was taken", async () => {
    const error = await commit(db, db.insert(integrations, row("int_1"))).catch((caught: unknown) => caught);
    expect(isTaken(error, "integrations.")).toBe(true);
    expect(isTaken(error, "tenants.slug")).toBe(false);
  });

  test.each<[unknown, boolean]>([
    [new Error("UNIQUE constraint failed: a.b, a.c"), true],
    [
      new Error("no luck", { cause: new Error("D1 says", { cause: new Error("UNIQUE constraint failed: a.b") }) }),
      true,
    ],
    [new Error("UNIQUE constraint failed: a.c"), false],
    [new Error("NOT NULL constraint failed: a.b"), false],
    [new Error("no luck", { cause: "UNIQUE constraint failed: a.b" }), false],
    ["UNIQUE constraint failed: a.b", false],
    [undefined, false],
  ])("tells from %s whether a.b was taken: %j", (error, taken) => {
    expect(isTaken(error, "a.b")).toBe(taken);
  });

  test("knows a guard's failure by its cause, and passes on what it does not know", async () => {
    const failing = (error: Error) => scoped(mine, { batch: () => Promise.reject(error) });
    const guard = new Error("no luck", { cause: new Error("CHECK constraint failed: ok") });
    await expect(commit(failing(guard))).rejects.toMatchObject({ code: "conflict" });
    const other = new Error("CHECK constraint failed: another");
    await expect(commit(failing(other))).rejects.toBe(other);
  });

  test("gives way to others forty times, a little longer each time, and then asks to be tried later", async () => {
    const waits: number[] = [];
    vi.spyOn(scheduler, "wait").mockImplementation(async (ms) => void waits.push(ms));
    vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
      (array as unknown as Uint32Array)[0] = 2 ** 31;
      return array;
    });
    let tries = 0;
    const busy = scoped(mine, {
      batch: () => {
        tries += 1;
        throw new Error(tries > 40 ? "tried too often" : "UNIQUE constraint failed: audit.tenant_id, audit.seq");
      },
    });
    try {
      await expect(commit(busy)).rejects.toMatchObject({ code: "unavailable" });
    } finally {
      vi.restoreAllMocks();
    }
    expect(tries).toBe(40);
    // Half of the longest wait each time, for such is the chance here.
    expect(waits).toEqual(Array.from({ length: 39 }, (_, n) => Math.min(40, 2 * (n + 1))));
  });

  test.each([
    [{}, null, null],
    [{ before: null, after: undefined }, null, null],
    [{ before: { a: 1 }, after: 0 }, '{"a":1}', "0"],
    [{ before: false, after: "" }, "false", '""'],
  ])("writes %j down as %j and %j", async (given, before, after) => {
    await db.commit({ writes: [], audit: { ...ENTRY, ...given } });
    expect(await newest(db)).toMatchObject({ ...ENTRY, before, after, requestId: null });
  });

  test("follows the row before in number, hash and time, whatever the clock says, in every log it concerns", async () => {
    const other = scoped(theirs);
    const now = Date.now() + 60_000;
    vi.useFakeTimers({ toFake: ["Date"], now });
    await commit(db);
    const before = { mine: await db.chainHead(), theirs: await other.chainHead() };
    expect(before.mine.at).toBe(now);
    vi.setSystemTime(now - 10_000);
    const also = [{ db: other, audit: { ...ENTRY, entityId: "y" } }];
    await db.commit({ writes: [], audit: ENTRY, also });
    expect(await newest(db)).toMatchObject({
      id: expect.stringMatching(/^aud_/),
      tenantId: mine,
      entityId: "x",
      seq: before.mine.seq + 1,
      prevHash: before.mine.hash,
      at: now + 1,
    });
    expect(await newest(other)).toMatchObject({
      tenantId: theirs,
      entityId: "y",
      seq: before.theirs.seq + 1,
      prevHash: before.theirs.hash,
      at: now - 10_000,
    });
  });

  test("of the machinery's own bookkeeping leaves no audit row", async () => {
    const before = await db.chainHead();
    await db.bookkeep([db.insert(integrations, row("int_6"))]);
    expect((await states(mine)).map(({ id }) => id)).toEqual(["int_1", "int_6"]);
    expect(await db.chainHead()).toEqual(before);
  });

  test("binds the values of a hand-written statement", async () => {
    const id = newId("integration");
    await commit(
      db,
      db.insert(integrations, row(id)),
      sql`UPDATE integrations SET state = ${"pending"} WHERE tenant_id = ${mine} AND id = ${id}`,
    );
    expect(await states(mine)).toContainEqual({ id, state: "pending" });
  });
});
