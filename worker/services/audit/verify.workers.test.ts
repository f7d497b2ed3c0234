import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { STRETCH_ROWS } from "../../../durable-objects/kit/verify-stretch.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { AuditRow, AuditStore, AuditVerification } from "../../../schema/contracts/audit.ts";
import { firstIdAt } from "../../../schema/ids.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { witnessAudits } from "./witness.ts";

let world: World;
let agency: string;
let account: string;
let admin: Caller;
beforeEach(async () => {
  world = await makeWorld();
  agency = await world.agency();
  account = await world.subAccount(agency);
  admin = await world.signIn(account, "subaccount_admin");
});

/** Rows in both stores. */
async function act(rows: number): Promise<void> {
  for (let n = 0; n < rows; n += 1) {
    const { status } = await admin.call("POST", "/api/contacts", { body: { name: `Contact ${n}` } });
    expect(status).toBe(201);
    await new ScopedDb(env, { kind: "system", tenantId: account, via: "cron" }).commit({
      writes: [],
      audit: { action: "thing.done", entity: "thing", entityId: String(n), after: { n } },
    });
  }
}
const verify = async (store: AuditStore, query = "") =>
  (await admin.call<AuditVerification>("GET", `/api/audit/verification?store=${store}${query}`)).body;

/** Changes rows of a store under the product's feet: whoever can do this can also take the triggers away. */
async function tamper(store: AuditStore, sql: string): Promise<void> {
  if (store === "control") {
    await prepared("DROP TRIGGER IF EXISTS audit_no_update").run();
    await prepared("DROP TRIGGER IF EXISTS audit_no_delete").run();
    await prepared(`${sql} AND tenant_id = '${account}'`).run();
    return;
  }
  await runInDurableObject(subAccount(env, account), (_object, { storage }) => {
    storage.sql.exec("DROP TRIGGER IF EXISTS audit_no_update");
    storage.sql.exec("DROP TRIGGER IF EXISTS audit_no_delete");
    storage.sql.exec(sql);
  });
}

const witness = async () => {
  await prepared("UPDATE audit_witnesses SET due_at = 9e15").run();
  await prepared("UPDATE audit_witnesses SET due_at = 0 WHERE tenant_id = ?").bind(account).run();
  await witnessAudits(env, Date.now());
};

describe.each(["control", "account"] as const)("the chain of the %s store", (store) => {
  it("holds, and says how much of it was looked at", async () => {
    expect(await verify(store)).toMatchObject({ ok: true, rows: 0, head: { seq: 0 }, next: null, unchained: 0 });
    await act(4);
    expect(await verify(store)).toMatchObject({
      store,
      ok: true,
      rows: 4,
      from: 1,
      to: 4,
      head: { seq: 4 },
      next: null,
    });
    expect(await verify(store, "&after=2")).toMatchObject({ ok: true, rows: 2, from: 3, to: 4 });
  });

  it.each([
    ["who did it", "UPDATE audit SET actor_name = 'Eve' WHERE seq = 2"],
    ["what it was", "UPDATE audit SET after = '{}' WHERE seq = 2"],
    ["what is no JSON any more", "UPDATE audit SET after = '{' WHERE seq = 2"],
    ["when", "UPDATE audit SET at = at + 1 WHERE seq = 2"],
    ["on whose behalf", "UPDATE audit SET impersonator_id = 'usr_1' WHERE seq = 2"],
    ["its number", "UPDATE audit SET seq = NULL WHERE seq = 2"],
    ["a row that is gone", "DELETE FROM audit WHERE seq = 2"],
  ])("shows at its place what was changed: %s", async (_what, sql) => {
    await act(4);
    await tamper(store, sql);
    const other = store === "control" ? "account" : "control";
    expect(await verify(store)).toMatchObject({ ok: false, brokenAt: 2, fault: "broken", next: null });
    expect(await verify(other)).toMatchObject({ ok: true });
    // Also where a reader comes to it in a later stretch.
    expect(await verify(store, "&after=1")).toMatchObject({ ok: false, brokenAt: 2 });
  });

  it("is checked in stretches", { timeout: 60_000 }, async () => {
    const many = STRETCH_ROWS + 3;
    await act(1);
    await fill(store, many);
    const first = await verify(store);
    expect(first).toMatchObject({ ok: true, rows: STRETCH_ROWS, next: STRETCH_ROWS, head: { seq: many } });
    expect(await verify(store, `&after=${first.next}`)).toMatchObject({ ok: true, rows: 3, to: many, next: null });
    await tamper(store, `UPDATE audit SET hash = 'x' WHERE seq = ${STRETCH_ROWS}`);
    expect(await verify(store)).toMatchObject({ ok: false, brokenAt: STRETCH_ROWS });
    expect(await verify(store, `&after=${STRETCH_ROWS}`)).toMatchObject({ ok: false, brokenAt: STRETCH_ROWS + 1 });
  });

  it("shows that its newest rows were taken away, once they were noted one level up", async () => {
    await act(3);
    const truncated = "DELETE FROM audit WHERE seq = 3";
    await witness();
    expect(await verify(store)).toMatchObject({ ok: true, witness: { seq: 3 } });
    await act(1);
    expect(await verify(store)).toMatchObject({ ok: true, witness: { seq: 3 } });
    await tamper(store, "DELETE FROM audit WHERE seq = 4");
    // What was not noted yet can be taken away unseen: that much is said in docs/audit.md.
    expect(await verify(store)).toMatchObject({ ok: true, head: { seq: 3 } });
    await tamper(store, truncated);
    expect(await verify(store)).toMatchObject({ ok: false, brokenAt: 3, fault: "witness" });
  });

  it("shows that it was written anew from some row on, once that was noted", async () => {
    await act(3);
    await witness();
    await tamper(store, "UPDATE audit SET hash = 'new' WHERE seq = 3");
    expect((await verify(store)).ok).toBe(false);
    await tamper(store, "DELETE FROM audit WHERE seq > 0");
    expect(await verify(store)).toMatchObject({ ok: false, brokenAt: 3, fault: "witness" });
  });

  it("shows that a row the caller knows is gone", async () => {
    await act(2);
    const { head } = await verify(store);
    const seen = `&seen=${head.seq}:${head.hash}`;
    expect(await verify(store, seen)).toMatchObject({ ok: true });
    await tamper(store, "DELETE FROM audit WHERE seq = 2");
    expect(await verify(store)).toMatchObject({ ok: true, head: { seq: 1 } });
    expect(await verify(store, seen)).toMatchObject({ ok: false, brokenAt: 2, fault: "seen" });
  });

  it("counts rows from before it apart, and lets none be slipped in beside it afterwards", async () => {
    const slip = (id: string, at: number) => {
      const columns = "id, at, actor_type, actor_id, actor_name, action, entity, entity_id";
      const values = `'${id}', ${at}, 'user', 'usr_1', 'Eve', 'thing.done', 'thing', '1'`;
      return store === "control"
        ? prepared(`INSERT INTO audit (tenant_id, ${columns}) VALUES ('${account}', ${values})`).run()
        : runInDurableObject(subAccount(env, account), (_object, { storage }) => {
            storage.sql.exec(`INSERT INTO audit (${columns}) VALUES (${values})`);
          });
    };
    await act(2);
    await slip("aud_old", 1);
    expect(await verify(store)).toMatchObject({ ok: true, rows: 2, unchained: 1 });
    await slip("aud_new", Date.now() + 1000);
    expect(await verify(store)).toMatchObject({ ok: false, fault: "stray", unchained: 2 });
  });
});

/** Lengthens a chain quickly, by the product's own hand. */
async function fill(store: AuditStore, to: number): Promise<void> {
  if (store === "control") {
    const db = new ScopedDb(env, { kind: "system", tenantId: account, via: "cron" });
    for (let n = 2; n <= to; n += 1)
      await db.commit({ writes: [], audit: { action: "thing.done", entity: "thing", entityId: String(n) } });
    return;
  }
  await runInDurableObject(subAccount(env, account), (object) => {
    const actor = { kind: "system", tenantId: account, via: "seed" } as const;
    const make = (n: number) => object.createDocument(actor, { collection: "contacts", data: { name: `C ${n}` } });
    for (let n = 2; n <= to; n += 1) make(n);
  });
}

describe("verification", () => {
  it("is for those who may see the log", async () => {
    const member = await world.signIn(account, "subaccount_member");
    expect((await member.call("GET", "/api/audit/verification")).status).toBe(403);
  });

  it.each([
    ["?store=other", "store"],
    ["?after=-1", "after"],
    ["?after=x", "after"],
    ["?seen=1", "seen"],
  ])("refuses %s, naming the field", async (query, field) => {
    const { status, body } = await admin.call("GET", `/api/audit/verification${query}`);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it("of an agency has one store", async () => {
    const above = await world.signIn(agency, "agency_admin");
    await above.call("POST", "/api/agents", { body: { name: "Front desk" } });
    const read = async (store: AuditStore) =>
      (await above.call<AuditVerification>("GET", `/api/audit/verification?store=${store}`)).body;
    expect(await read("control")).toMatchObject({ ok: true, rows: 1 });
    expect(await read("account")).toMatchObject({ ok: true, rows: 0, head: { seq: 0 } });
  });
});

describe("witnessing", () => {
  const noted = async () => {
    const above = await world.signIn(agency, "agency_admin");
    const { body } = await above.call<{ docs: AuditRow[] }>("GET", "/api/audit?action=audit.witnessed");
    return body.docs;
  };

  it("writes the newest rows of both stores into the agency's log, once a day, and only what is new", async () => {
    await act(2);
    await witness();
    await witness();
    const [row, ...others] = await noted();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      entityId: `log_${account}`,
      actor: { type: "system" },
      after: { control: { seq: 2 }, account: { seq: 2 } },
    });
    await act(1);
    // Not due yet.
    await witnessAudits(env, Date.now());
    expect(await noted()).toHaveLength(1);
    await witness();
    expect(await noted()).toHaveLength(2);
  });

  it("forgets a tenant that is gone", async () => {
    await prepared("INSERT INTO audit_witnesses (tenant_id, due_at) VALUES ('ten_gone', -1)").run();
    await witnessAudits(env, 0);
    expect(await prepared("SELECT 1 FROM audit_witnesses WHERE tenant_id = 'ten_gone'").first()).toBeNull();
  });
});

describe("why", () => {
  const why = (id: string, caller = admin) =>
    caller.call<{ request: AuditRow[]; assist: unknown; doc: AuditRow }>("GET", `/api/audit/${id}`);

  it("is told with the row: what the same request did, in both stores", async () => {
    const { headers } = await admin.call("POST", "/api/integrations", { body: { module: "whatsapp", sandbox: true } });
    const request = headers.get("x-request-id");
    const { body } = await admin.call<{ docs: AuditRow[] }>("GET", "/api/audit?limit=10");
    const row = body.docs.find(({ action }) => action === "integration.installed");
    const told = await why(row?.id ?? "");
    expect(told.status).toBe(200);
    expect(told.body.doc).toEqual(row);
    expect(row?.requestId).toBe(request);
    expect(told.body.request.every(({ requestId, id }) => requestId === request && id !== row?.id)).toBe(true);
    expect(told.body.assist).toBeNull();
  });

  it("of a message names the model's turn that went before it", async () => {
    const sent = {
      actorId: admin.userId,
      after: JSON.stringify({ conversationId: "cnv_1", text: "Hello" }),
    };
    await prepared(
      "INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, via, action, entity, entity_id, after) VALUES (?, 'aud_m', ?, 'user', ?, 'Ines', 'session', 'message.sent', 'message', 'msg_1', ?)",
    )
      .bind(account, Date.now(), sent.actorId, sent.after)
      .run();
    expect((await why("aud_m")).body.assist).toBeNull();
    await assist(Date.now() - 40 * 60_000, "cnv_1");
    await assist(Date.now() - 60_000, "cnv_2");
    expect((await why("aud_m")).body.assist).toBeNull();
    await assist(Date.now() - 9 * 60_000, "cnv_1");
    const id = await assist(Date.now() - 5 * 60_000, "cnv_1");
    expect((await why("aud_m")).body.assist).toMatchObject({
      id,
      kind: "draft",
      model: "claude-sonnet-5-5",
      costMicros: 42,
    });
  });

  it("of another account's row is not there", async () => {
    const other = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    await other.call("POST", "/api/contacts", { body: { name: "Ana" } });
    const { body } = await other.call<{ docs: AuditRow[] }>("GET", "/api/audit");
    expect((await why(body.docs[0]?.id ?? "")).status).toBe(404);
  });

  async function assist(at: number, conversationId: string): Promise<string> {
    const id = firstIdAt("assist", at).replace(/.$/, "7");
    await prepared(
      "INSERT INTO ai_calls (tenant_id, id, at, user_id, kind, conversation_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_micros, outcome, ms) VALUES (?, ?, ?, ?, 'draft', ?, 'claude-sonnet-5-5', 1, 1, 0, 0, 42, 'done', 5)",
    )
      .bind(account, id, at, admin.userId, conversationId)
      .run();
    return id;
  }
});
