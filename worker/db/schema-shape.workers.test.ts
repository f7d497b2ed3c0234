import { env } from "cloudflare:workers";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { beforeAll, describe, expect, test } from "vitest";
import * as controlPlane from "../../schema/control-plane/index.ts";
import { DIRECTORY_TABLES } from "../../schema/control-plane/directory.ts";
import { shapeFaults, type TableShape } from "./shape-faults.test-kit.ts";

const tables = await readShapes();
const triggers = (
  await env.DB.prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'").all<{
    name: string;
    tbl_name: string;
    sql: string;
  }>()
).results;

async function readShapes(): Promise<TableShape[]> {
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name <> 'd1_migrations'",
  ).all<{ name: string; sql: string }>();
  return Promise.all(
    results.map(async ({ name, sql }) => ({
      name,
      sql,
      columns: (
        await env.DB.prepare(`PRAGMA table_info("${name}")`).all<{ name: string; notnull: number; pk: number }>()
      ).results,
      indexes: await Promise.all(
        (await env.DB.prepare(`PRAGMA index_list("${name}")`).all<{ name: string }>()).results.map(async (index) => ({
          name: index.name,
          columns: (await env.DB.prepare(`PRAGMA index_info("${index.name}")`).all<{ name: string }>()).results.map(
            (column) => column.name,
          ),
        })),
      ),
      references: (
        await env.DB.prepare(`PRAGMA foreign_key_list("${name}")`).all<{
          table: string;
          from: string;
          id: number;
          on_delete: string;
        }>()
      ).results,
    })),
  );
}

test("every table has its tenant first, or stands on the directory list with a reason", () => {
  expect(tables.length).toBeGreaterThanOrEqual(Object.keys(DIRECTORY_TABLES).length + 3);
  expect(tables.flatMap((table) => shapeFaults(table, tables))).toEqual([]);
});

test("the directory list names no table that is not there", () => {
  const names = new Set(tables.map(({ name }) => name));
  expect(Object.keys(DIRECTORY_TABLES).filter((name) => !names.has(name))).toEqual([]);
  for (const [name, reason] of Object.entries(DIRECTORY_TABLES)) expect(reason.length, name).toBeGreaterThan(20);
});

test("the tables of the schema and those of the migrations are the same, column by column", () => {
  const declared = Object.values(controlPlane as Record<string, unknown>).filter((value): value is SQLiteTable =>
    is(value, SQLiteTable),
  );
  for (const table of declared) {
    const { name, columns } = getTableConfig(table);
    const made = tables.find((candidate) => candidate.name === name);
    expect(made?.columns.map((column) => column.name).sort(), name).toEqual(
      columns.map((column) => column.name).sort(),
    );
  }
  const undeclared = tables
    .map(({ name }) => name)
    .filter((name) => !declared.some((table) => getTableConfig(table).name === name));
  expect(undeclared).toEqual(["batch_guard"]);
});

describe("a fault of the shape is found", () => {
  const sound: TableShape = {
    name: "things",
    sql: "CREATE TABLE things (tenant_id text NOT NULL, id text NOT NULL, PRIMARY KEY(tenant_id, id)) WITHOUT ROWID",
    columns: [
      { name: "tenant_id", notnull: 1, pk: 1 },
      { name: "id", notnull: 1, pk: 2 },
    ],
    indexes: [{ name: "things_by", columns: ["tenant_id", "id"] }],
    references: [],
  };
  const faults = (change: Partial<TableShape>) => shapeFaults({ ...sound, ...change }, [sound]);
  test("none in a sound table", () => expect(faults({})).toEqual([]));
  test.each<[string, Partial<TableShape>]>([
    ["no tenant", { columns: [{ name: "id", notnull: 1, pk: 1 }] }],
    ["a tenant that may be null", { columns: [{ name: "tenant_id", notnull: 0, pk: 1 }] }],
    [
      "a key not led by the tenant",
      {
        columns: [
          { name: "tenant_id", notnull: 1, pk: 2 },
          { name: "id", notnull: 1, pk: 1 },
        ],
      },
    ],
    ["a rowid", { sql: sound.sql.replace(" WITHOUT ROWID", "") }],
    ["an index not led by the tenant", { indexes: [{ name: "bad", columns: ["id"] }] }],
    ["a reference by id alone", { references: [{ table: "things", from: "id", id: 0, on_delete: "NO ACTION" }] }],
    ["a cascade", { references: [{ table: "tenants", from: "tenant_id", id: 0, on_delete: "CASCADE" }] }],
  ])("%s", (_name, change) => expect(faults(change)).toHaveLength(1));
});

test("no row of any tenant table can be handed to another tenant", () => {
  const owned = tables.filter(({ name }) => !(name in DIRECTORY_TABLES)).map(({ name }) => name);
  const guarded = triggers.filter(
    ({ sql }) => /BEFORE UPDATE OF `tenant_id`/.test(sql) && sql.includes("new.tenant_id IS NOT old.tenant_id"),
  );
  expect(owned.filter((name) => !guarded.some(({ tbl_name }) => tbl_name === name))).toEqual([]);
});

describe("the audit log is append-only", () => {
  const insert = (verb: string, id: string) =>
    env.DB.prepare(
      `${verb} INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id) VALUES ('t1', ?, 1, 'user', 'u', 'U', 'a.b', 'a', 'x')`,
    ).bind(id);
  beforeAll(async () => {
    await insert("INSERT", "a1").run();
  });
  test.each([
    ["UPDATE", "UPDATE audit SET action = 'x.y' WHERE tenant_id = 't1' AND id = 'a1'"],
    ["a change of tenant", "UPDATE audit SET tenant_id = 't2' WHERE tenant_id = 't1' AND id = 'a1'"],
    ["DELETE", "DELETE FROM audit WHERE tenant_id = 't1' AND id = 'a1'"],
  ])("%s is refused", async (_name, sql) => {
    await expect(env.DB.prepare(sql).run()).rejects.toThrow("append-only");
  });
  test.each(["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])(
    "%s over an existing row is refused",
    async (verb) => {
      const id = `row-${verb.replaceAll(" ", "-")}`;
      await insert("INSERT", id).run();
      await expect(insert(verb, id).run()).rejects.toThrow("append-only");
    },
  );
  test("an upsert over an existing row is refused", async () => {
    await insert("INSERT", "upsert").run();
    const sql = `INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id)
      VALUES ('t1', 'upsert', 1, 'user', 'u', 'U', 'x.y', 'a', 'x') ON CONFLICT (tenant_id, id) DO UPDATE SET action = excluded.action`;
    await expect(env.DB.prepare(sql).run()).rejects.toThrow("append-only");
  });
});

describe("the tree has its shape whoever writes it", () => {
  const add = (id: string, type: string, parent: string | null, agency: string | null) =>
    env.DB.prepare(
      "INSERT INTO tenants (id, type, parent_id, agency_id, name, slug, status, plan, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, 'n', ?1, 'active', 'starter', 1, 1)",
    )
      .bind(id, type, parent, agency)
      .run();
  test("accepts platform > agency > sub-account and nothing else", async () => {
    await add("p", "platform", null, null);
    await add("a", "agency", "p", "a");
    await add("s", "subaccount", "a", "a");
    const REFUSED: Parameters<typeof add>[] = [
      ["p2", "platform", null, null],
      ["x1", "platform", "p", null],
      ["x2", "agency", "a", "x2"],
      ["x3", "agency", "p", "a"],
      ["x4", "subaccount", "p", "p"],
      ["x5", "subaccount", "s", "s"],
      ["x6", "subaccount", "a", "p"],
      ["x7", "subaccount", null, null],
      ["x8", "subaccount", "nobody", "nobody"],
      ["x9", "team", "a", "a"],
    ];
    for (const row of REFUSED) await expect(add(...row), row.join()).rejects.toThrow(/tenant tree shape|UNIQUE/);
  });

  test("and keeps it when a tenant changes", async () => {
    const change = (sql: string) => env.DB.prepare(sql).run();
    for (const set of [
      "type = 'platform'",
      "type = 'agency'",
      "parent_id = 'p'",
      "parent_id = NULL",
      "agency_id = NULL",
      "agency_id = 'x'",
    ]) {
      await expect(change(`UPDATE tenants SET ${set} WHERE id = 's'`), set).rejects.toThrow(/tenant tree shape|UNIQUE/);
    }
    await add("b", "agency", "p", "b");
    await change("UPDATE tenants SET parent_id = 'b', agency_id = 'b' WHERE id = 's'");
  });
});
