import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { subAccount } from "../../../../durable-objects/stubs.ts";
import * as controlPlane from "../../../../schema/control-plane/index.ts";
import { newId } from "../../../../schema/ids.ts";
import { prepared, type World } from "../../../world.test-kit.ts";

export const TABLES = Object.values(controlPlane as Record<string, unknown>)
  .filter((value): value is SQLiteTable => is(value, SQLiteTable))
  .map((table) => getTableConfig(table));

/** Tables that a tenant's life writes itself, or that are nobody's. */
const LEFT_OUT = new Set(["tenants", "purges", "users", "catalog_modules"]);

export interface Victim {
  id: string;
  agency: string;
  slug: string;
  userId: string;
  integrationId: string;
}

/** An account with a row in every table that names a tenant or a person, and something in every store. The words in them say whose they are. */
export async function fullAccount(world: World, agency: string): Promise<Victim> {
  const id = await world.subAccount(agency);
  const { userId } = await world.signIn(id, "subaccount_admin");
  const integrationId = newId("integration");
  const known: Record<string, unknown> = {
    tenant_id: id,
    user_id: userId,
    integration_id: integrationId,
    deployment_id: `id of ${id}`,
    concierge_id: `id of ${id}`,
    fleet_id: `id of ${id}`,
    session_id: await prepared("SELECT id FROM sessions WHERE user_id = ?").bind(userId).first<string>("id"),
    door: integrationId,
    raw_key: `quarantine/${integrationId}/x.json`,
  };
  for (const table of inWritingOrder()) {
    const row = table.columns.map((column) => {
      const value = table.name === "integrations" && column.name === "id" ? integrationId : known[column.name];
      return value ?? valueOf(column, id);
    });
    await prepared(
      `INSERT OR IGNORE INTO ${table.name} (${table.columns.map(({ name }) => `"${name}"`).join()}) VALUES (${table.columns.map(() => "?").join()})`,
    )
      .bind(...row)
      .run();
  }
  const account = subAccount(env, id);
  const system = { kind: "system", tenantId: id, via: "control-plane" } as const;
  await account.createDocument(
    { ...system, kind: "key", keyId: "key_x", name: "K", capabilities: ["viewLeads", "editLeads"] },
    { collection: "contacts", data: { name: `Person of ${id}` } },
  );
  await account.wake(system);
  for (const key of ["a", "b"]) {
    await env.MEDIA.put(`media/${id}/${key}`, `file of ${id}`);
    await env.RAW.put(`raw/${id}/2026-11-20/${key}.json`, `words to ${id}`);
    await env.RAW.put(`quarantine/${integrationId}/${key}.json`, `stray of ${id}`);
  }
  return { id, agency, slug: id.replace("_", "-"), userId, integrationId };
}

/** Everything that any store still holds of an account, but for the record of its erasure and its parent's audit log. */
export async function tracesOf({ id, userId, integrationId }: Victim): Promise<string[]> {
  const traces: string[] = [];
  for (const { name, columns } of TABLES) {
    if (name === "purges") continue;
    const any = columns.map((column) => `"${column.name}" IN (?1, ?2, ?3)`).join(" OR ");
    const { results } = await prepared(`SELECT * FROM ${name} WHERE ${any}`).bind(id, userId, integrationId).all();
    traces.push(...results.filter((row) => name !== "audit" || row["tenant_id"] === id).map(() => name));
  }
  for (const [bucket, prefix] of [
    [env.MEDIA, `media/${id}/`],
    [env.RAW, `raw/${id}/`],
    [env.RAW, `quarantine/${integrationId}/`],
  ] as const) {
    if ((await bucket.list({ prefix })).objects.length > 0) traces.push(prefix);
  }
  const [held, alarm] = await runInDurableObject(subAccount(env, id), async (_object, { storage }) => [
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray().length,
    await storage.getAlarm(),
  ]);
  if (held !== 0) traces.push("the object's tables");
  if (alarm !== null) traces.push("the object's alarm");
  return traces;
}

/** Every byte of a neighbour, as one text to compare. */
export async function everythingOf({ id, userId, integrationId }: Victim): Promise<string> {
  const rows: unknown[] = [];
  for (const { name, columns } of TABLES) {
    const any = columns.map((column) => `"${column.name}" IN (?1, ?2, ?3)`).join(" OR ");
    rows.push(
      name,
      (await prepared(`SELECT * FROM ${name} WHERE ${any}`).bind(id, userId, integrationId).all()).results,
    );
  }
  for (const [bucket, prefix] of [
    [env.MEDIA, `media/${id}/`],
    [env.RAW, `raw/${id}/`],
    [env.RAW, `quarantine/${integrationId}/`],
  ] as const) {
    for (const { key } of (await bucket.list({ prefix })).objects)
      rows.push(key, await (await bucket.get(key))?.text());
  }
  const object = await runInDurableObject(subAccount(env, id), (_object, { storage }) => [
    storage.sql.exec("SELECT * FROM contacts").toArray(),
    storage.sql.exec("SELECT * FROM audit").toArray(),
    storage.sql.exec("SELECT * FROM meta").toArray(),
  ]);
  return JSON.stringify([rows, object]);
}

type Table = (typeof TABLES)[number];

/** Tables with a column that names a tenant, a person, a session or a door, those that are referred to first. */
function inWritingOrder(): Table[] {
  const left = new Set(
    TABLES.filter(
      ({ name, columns }) =>
        !LEFT_OUT.has(name) &&
        columns.some((column) => ["tenant_id", "user_id", "session_id", "door"].includes(column.name)),
    ),
  );
  const order: Table[] = [];
  while (left.size > 0) {
    const free = [...left].find(
      ({ foreignKeys, name }) =>
        !foreignKeys.some((key) => {
          const target = getTableConfig(key.reference().foreignTable).name;
          return target !== name && [...left].some((other) => other.name === target);
        }),
    );
    if (free === undefined) throw new Error("tables refer to each other in a circle");
    left.delete(free);
    order.push(free);
  }
  return order;
}

/** Something the column takes. The words of an enumeration are its own first; texts say whose they are. */
function valueOf(column: Table["columns"][number], tenantId: string): unknown {
  const type = column.getSQLType();
  if (column.name === "custom_role_tenant_id" || column.name === "custom_role_id") return null;
  if (type === "integer" || type === "real") return 1;
  if (column.enumValues !== undefined && column.enumValues.length > 0) return column.enumValues[0];
  if (column.dataType === "json") return "[]";
  return column.notNull || column.primary ? `${column.name} of ${tenantId}` : null;
}
