import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { DIRECTORY_TABLES } from "../../schema/control-plane/directory.ts";
import { newId } from "../../schema/ids.ts";
import { OWNED_TABLES, planFaults } from "./plan-faults.test-kit.ts";

/** The fault-finder of `.ci/vitest/plan-guard.ts`, which looks at every statement of every workerd test. */
async function faultsOf(sql: string, ...values: unknown[]): Promise<string[]> {
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...values)
    .all<{ detail: string }>();
  return planFaults(
    { sql, values },
    results.map(({ detail }) => detail),
  );
}
const [MINE, THEIRS] = [newId("tenant"), newId("tenant")];

describe("lets safe statements be", () => {
  test.each<[string, ...unknown[]]>([
    ["SELECT * FROM integrations WHERE tenant_id = ?", MINE],
    ["SELECT * FROM integrations WHERE tenant_id = ? AND (state = ? OR module = ?)", MINE, "error", "whatsapp"],
    [
      "SELECT * FROM integrations i JOIN credentials c ON c.tenant_id = i.tenant_id AND c.integration_id = i.id WHERE i.tenant_id = ?",
      MINE,
    ],
    ["UPDATE integrations SET state = ? WHERE tenant_id = ? AND id = ?", "error", MINE, "i"],
    ["DELETE FROM credentials WHERE tenant_id = ? AND integration_id = ?", MINE, "i"],
    ["SELECT * FROM audit WHERE tenant_id = ? ORDER BY at DESC LIMIT 50", MINE],
    ["SELECT t.* FROM json_each(?) j JOIN tenants t ON t.id = j.value", "[]"],
    ["SELECT * FROM tenants WHERE agency_id = ? AND type = ?", MINE, "subaccount"],
    [
      "INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id) VALUES (?, 'a', 1, '', '', '', '', '', ?)",
      MINE,
      THEIRS,
    ],
    ["INSERT INTO batch_guard (ok) SELECT 0 WHERE changes() = 0"],
  ])("%s", async (sql, ...values) => {
    expect(await faultsOf(sql, ...values)).toEqual([]);
  });
});

describe("finds each mutant", () => {
  test.each<[string, string, ...unknown[]]>([
    ["no tenant at all", "SELECT * FROM integrations WHERE id = ?", "i"],
    ["no tenant in an update", "UPDATE integrations SET state = 'error' WHERE id = ?", "i"],
    ["no tenant in a delete", "DELETE FROM credentials WHERE integration_id = ?", "i"],
    [
      "a leaky join",
      "SELECT * FROM integrations i JOIN credentials c ON c.integration_id = i.id WHERE i.tenant_id = ?",
      MINE,
    ],
    [
      "a leaky left join",
      "SELECT * FROM integrations i LEFT JOIN credentials AS c ON c.field = i.module WHERE i.tenant_id = ?",
      MINE,
    ],
    ["or something else", "SELECT * FROM integrations WHERE tenant_id = ? OR module = ?", MINE, "whatsapp"],
    [
      "or something indexed",
      "SELECT * FROM integrations WHERE tenant_id = ? OR (tenant_id = ? AND module = ?)",
      MINE,
      THEIRS,
      "whatsapp",
    ],
    ["or another tenant", "SELECT * FROM integrations WHERE tenant_id = ? OR tenant_id = ?", MINE, THEIRS],
    ["a list of tenants", "SELECT * FROM integrations WHERE tenant_id IN (?)", MINE],
    [
      "tenants of a subquery",
      "SELECT * FROM integrations WHERE tenant_id IN (SELECT id FROM tenants WHERE agency_id = ?)",
      MINE,
    ],
    [
      "tenants of a join",
      "SELECT i.* FROM integrations i JOIN tenants t WHERE t.agency_id = ? AND i.tenant_id <> t.id",
      MINE,
    ],
    ["a range of tenants", "SELECT * FROM integrations WHERE tenant_id > ?", MINE],
    [
      "a look behind a union",
      "SELECT id FROM integrations WHERE tenant_id = ? UNION ALL SELECT integration_id FROM credentials",
      MINE,
    ],
    [
      "a look in a nested query",
      "SELECT (SELECT count(*) FROM credentials) FROM integrations WHERE tenant_id = ?",
      MINE,
    ],
    ["a count of everybody's", "SELECT count(*) FROM audit"],
    ["a whole directory", "SELECT * FROM users WHERE name = ?", "x"],
    ["an INSERT that reads", "INSERT INTO integrations SELECT * FROM integrations WHERE module = ?", "whatsapp"],
  ])("%s", async (_name, sql, ...values) => {
    expect(await faultsOf(sql, ...values)).not.toEqual([]);
  });
});

test("every table is a tenant's or on the directory list", async () => {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name <> 'd1_migrations'",
  ).all<{ name: string }>();
  expect(results.map(({ name }) => name).sort()).toEqual([...OWNED_TABLES, ...Object.keys(DIRECTORY_TABLES)].sort());
});

test("no statement of the product passes for one of a test", () => {
  const sources = import.meta.glob<string>(["../**/*.ts", "!../**/*.test.ts", "!../**/*.test-kit.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  });
  expect(Object.keys(sources).length).toBeGreaterThan(50);
  expect(
    Object.entries(sources)
      .filter(([, text]) => text.includes("/* test */"))
      .map(([path]) => path),
  ).toEqual([]);
});
