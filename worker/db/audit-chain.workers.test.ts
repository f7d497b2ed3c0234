import { env } from "cloudflare:workers";
import { asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { auditHash, brokenAt } from "../../durable-objects/kit/audit-hash.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { Actor } from "../../schema/actor.ts";
import { type AuditLink, EMPTY_CHAIN } from "../../schema/audit-chain.ts";
import { audit } from "../../schema/control-plane/index.ts";
import { call, makeCast } from "../security/cast.test-kit.ts";
import { ScopedDb } from "./scoped.ts";

type Row = AuditLink & { hash: string };

async function controlRows(tenantId: string): Promise<Row[]> {
  const rows = await drizzle(env.DB).select().from(audit).where(eq(audit.tenantId, tenantId)).orderBy(asc(audit.seq));
  return rows as Row[];
}

test("fifty mutations at the same moment make one chain with no gap", async () => {
  const actor: Actor = { kind: "system", tenantId: "ten_chain", via: "cron" };
  await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      new ScopedDb(env, actor).commit({
        writes: [],
        audit: { action: "thing.done", entity: "thing", entityId: String(at), before: null, after: { at, name: "É" } },
      }),
    ),
  );
  const rows = await controlRows("ten_chain");
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  expect(new Set(rows.map(({ entityId }) => entityId)).size).toBe(50);
  expect(brokenAt(EMPTY_CHAIN, rows)).toBeUndefined();

  // Whatever is changed, dropped or slipped in shows, at the place where it was done.
  for (const [name, value] of [
    ["actorName", "Eve"],
    ["at", 1],
    ["after", "{}"],
    ["via", "session"],
    ["impersonatorId", "usr_1"],
  ] as const)
    expect(brokenAt(EMPTY_CHAIN, rows.with(6, { ...rows[6], [name]: value } as Row)), name).toBe(7);
  expect(brokenAt(EMPTY_CHAIN, rows.toSpliced(3, 1))).toBe(4);
  const forged = { ...rows[6], actorName: "Eve" } as Row;
  expect(brokenAt(EMPTY_CHAIN, rows.with(6, { ...forged, hash: auditHash(forged) }))).toBe(8);
});

test("an account's own store keeps one too, also over a mutation that was undone and a restart", async () => {
  const { tenants, people } = await makeCast();
  const token = people.subaccount_admin.token;
  const add = async (name: string, email: string) =>
    (await call("/api/contacts", { token, method: "POST", body: { name, email } })).status;
  expect(await add("Ana", "ana@example.test")).toBe(201);
  expect(await add("Ben", "ana@example.test")).toBe(409);
  expect(await add("Cid", "cid@example.test")).toBe(201);
  const read = () =>
    runInDurableObject(
      subAccount(env, tenants.alder.id),
      (_object, state) =>
        state.storage.sql
          .exec(
            `SELECT ? AS tenantId, seq, prev_hash AS prevHash, id, at, actor_type AS actorType, actor_id AS actorId, actor_name AS actorName,
             impersonator_id AS impersonatorId, impersonator_name AS impersonatorName, via, action, entity, entity_id AS entityId,
             before, after, request_id AS requestId, hash FROM audit ORDER BY seq`,
            tenants.alder.id,
          )
          .toArray() as unknown as Row[],
    );
  const rows = await read();
  expect(rows.length).toBeGreaterThanOrEqual(2);
  expect(brokenAt(EMPTY_CHAIN, rows)).toBeUndefined();
  expect(rows.every(({ via }) => via === "session")).toBe(true);
});
