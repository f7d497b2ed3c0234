import { env } from "cloudflare:workers";
import { and, asc, eq, ne, or, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { audit, integrations, type IntegrationRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import { newId } from "../../schema/ids.ts";
import { makeWorld } from "../world.test-kit.ts";
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

const scoped = (tenantId: string) => new ScopedDb(env, { kind: "system", tenantId, via: "seed" });
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
    details: {},
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
