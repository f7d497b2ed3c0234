import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { AUDIT_SCAN_MAX } from "../../../durable-objects/kit/audit-search.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { AuditList, AuditRow, ExportAudit } from "../../../schema/contracts/audit.ts";
import { newId } from "../../../schema/ids.ts";
import { ScopedDb } from "../../db/scoped.ts";
import type { Ctx } from "../ctx.ts";
import { exportAudit } from "./export.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";

let world: World;
let agency: string;
let account: string;
let admin: Caller;

beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
  account = await world.subAccount(agency);
  admin = await world.signIn(account, "subaccount_admin");
  // Rows of both stores, several at the same millisecond: a page must neither repeat nor skip one.
  const at = Date.now() - 60_000;
  for (let n = 0; n < 23; n += 1) await controlRow(account, at + Math.floor(n / 4), `control.${n}`);
  const seed = { kind: "system", tenantId: account, via: "seed" } as const;
  for (let n = 0; n < 17; n += 1) {
    const sent = {
      id: `int_${n}`,
      module: "whatsapp",
      state: "connected",
      config: {},
      open: {},
      sealed: "-",
      sandbox: true,
      version: 1,
    } as const;
    await subAccount(env, account).applyIntegration(seed, { ...sent, config: {}, open: {} });
  }
});

function controlRow(tenantId: string, at: number, action: string) {
  return prepared(
    "INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id) VALUES (?, ?, ?, 'user', 'usr_1', 'Ines', ?, 'thing', '1')",
  )
    .bind(tenantId, newId("audit"), at, action)
    .run();
}

const read = (caller: Caller, query: string, tenant?: string) =>
  caller.call<AuditList>("GET", `/api/audit${query}`, tenant === undefined ? {} : { tenant });

const whole = async (query = "", limit = 7): Promise<AuditRow[]> => {
  const rows: AuditRow[] = [];
  let cursor = "";
  for (;;) {
    const { body } = await read(admin, `?limit=${limit}${query}${cursor}`);
    rows.push(...body.docs);
    if (body.nextCursor === null) return rows;
    cursor = `&cursor=${body.nextCursor}`;
  }
};

describe("the audit log", () => {
  it("is one list of both stores, newest first, whatever the page size", async () => {
    const all = (await read(admin, "?limit=200")).body.docs;
    expect(all).toHaveLength(40);
    expect(Map.groupBy(all, ({ store }) => store).get("account")).toHaveLength(17);
    expect(all.map(({ at, id }) => `${at} ${id}`)).toEqual(
      all
        .map(({ at, id }) => `${at} ${id}`)
        .toSorted()
        .toReversed(),
    );
    for (const limit of [1, 3, 7]) expect(await whole("", limit)).toEqual(all);
  });

  it("tells every row once to whoever goes down it while rows are added to both stores", async () => {
    const busy = await world.subAccount(agency);
    const person = await world.signIn(busy, "subaccount_admin");
    const act = async (n: number) => {
      await person.call("POST", "/api/contacts", { body: { name: `Contact ${n}` } });
      await person.call("POST", "/api/agents", { body: { name: `Agent ${n}` } });
    };
    for (let n = 0; n < 8; n += 1) await act(n);
    const before = (await read(person, "?limit=200")).body.docs.map(({ id }) => id);
    expect(before).toHaveLength(16);
    const seen: string[] = [];
    let page = await read(person, "?limit=3");
    for (let n = 100; ; n += 1) {
      seen.push(...page.body.docs.map(({ id }) => id));
      if (page.body.nextCursor === null) break;
      await Promise.all([act(n), act(n + 50)]);
      page = await read(person, `?limit=3&cursor=${page.body.nextCursor}`);
    }
    expect(seen).toEqual(before);
  });

  it("says who, for whom, through which door, and which number in its store's chain", async () => {
    await admin.call("POST", "/api/agents", { body: { name: "Front desk" } });
    const [row] = (await read(admin, "?limit=1")).body.docs;
    expect(row).toMatchObject({
      actor: { type: "user", id: admin.userId },
      impersonator: null,
      via: "session",
      action: "agent.created",
      entity: "agent",
      before: null,
      after: { name: "Front desk" },
      store: "control",
    });
    expect(row?.seq).toBeGreaterThan(0);
    await prepared(
      "INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, impersonator_id, impersonator_name, via, action, entity, entity_id, after) VALUES (?, ?, ?, 'user', 'usr_2', 'Ana', 'usr_3', 'Olivia', 'session', 'spoilt.row', 'thing', '2', '{not json')",
    )
      .bind(account, newId("audit"), Date.now())
      .run();
    const [spoilt] = (await read(admin, "?action=spoilt.row")).body.docs;
    expect(spoilt).toMatchObject({ impersonator: { id: "usr_3", name: "Olivia" }, after: "{not json", seq: null });
  });

  it("narrows down by each of its filters, in both stores", async () => {
    const all = (await read(admin, "?limit=200")).body.docs;
    const some = async (query: string, keeps: (row: AuditRow) => boolean) => {
      const found = await whole(query, 5);
      expect(found.length, query).toBeGreaterThan(0);
      expect(found, query).toEqual(all.filter(keeps));
      expect(found.length, query).toBeLessThan(all.length);
    };
    await some("&actor=usr_1", ({ actor }) => actor.id === "usr_1");
    await some("&actor=usr_3", ({ impersonator }) => impersonator?.id === "usr_3");
    await some("&action=control.7", ({ action }) => action === "control.7");
    await some("&entity=integration", ({ entity }) => entity === "integration");
    await some("&entityId=int_3", ({ entityId }) => entityId === "int_3");
    await some("&via=seed", ({ via }) => via === "seed");
    const request = all.find(({ requestId }) => requestId !== null)?.requestId;
    await some(`&request=${request}`, ({ requestId }) => requestId === request);
    await some("&text=CONTROL.1", ({ action }) => action.includes("control.1"));
    await some("&text=olivia", ({ impersonator }) => impersonator?.name === "Olivia");
    const [from, to] = [all[30]?.at ?? "", all[10]?.at ?? ""];
    await some(`&from=${from}&to=${to}`, ({ at }) => at >= from && at < to);
    await some(
      `&from=${from}&to=${to}&text=control`,
      ({ action, at }) => at >= from && at < to && action.startsWith("control"),
    );
    expect((await read(admin, "?text=nowhere")).body).toEqual({ docs: [], nextCursor: null, searchedTo: null });
  });

  it(
    "looks through a bounded stretch for a rare thing, says how far, and goes on from there",
    { timeout: 60_000 },
    async () => {
      const long = await world.subAccount(agency);
      const person = await world.signIn(long, "subaccount_admin");
      await controlRow(long, 1_000, "rare.thing");
      const many = AUDIT_SCAN_MAX + 20;
      await prepared(
        `INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
       SELECT ?, 'aud_' || printf('%010d', i), 2000 + i, 'user', 'usr_1', 'Ines', 'often.done', 'thing', '1' FROM n`,
      )
        .bind(long)
        .run();
      const first = (await read(person, "?action=rare.thing")).body;
      expect(first.docs).toEqual([]);
      expect(first.searchedTo).toBe(new Date(2_000 + 21).toISOString());
      const second = (await read(person, `?action=rare.thing&cursor=${first.nextCursor}`)).body;
      expect(second.docs.map(({ action }) => action)).toEqual(["rare.thing"]);
      expect(second.nextCursor).toBeNull();
    },
  );

  it("of an agency holds its own acts, and nothing of its clients or of another agency", async () => {
    const north = await world.agency();
    const client = await world.subAccount(north);
    await controlRow(client, Date.now(), "client.did");
    await controlRow(north, Date.now(), "agency.did");
    const other = await world.agency();
    await controlRow(other, Date.now(), "other.did");
    const above = await world.signIn(north, "agency_admin");
    const told = async (tenant?: string) => (await read(above, "", tenant)).body.docs.map(({ action }) => action);
    expect(await told()).toEqual(["agency.did"]);
    expect(await told(client)).toEqual(["client.did"]);
    expect((await read(above, "", other)).status).toBe(404);
    expect((await read(admin, "", north)).status).toBe(404);
  });

  it("is for those who may see it", async () => {
    for (const role of ["subaccount_viewer", "subaccount_member"] as const) {
      expect((await read(await world.signIn(account, role), "")).status).toBe(403);
    }
  });

  it.each([
    ["?limit=0", "limit"],
    ["?limit=201", "limit"],
    ["?limit=many", "limit"],
    ["?from=yesterday", "from"],
    ["?to=2026-13-01T00:00:00Z", "to"],
    [`?entityId=${"x".repeat(121)}`, "entityId"],
    ["?actor=", "actor"],
    ["?cursor=nonsense", "cursor"],
    ["?cursor=WzEsMl0", "cursor"],
    [`?cursor=${"x".repeat(401)}`, "cursor"],
  ])("refuses %s, naming the field", async (query, field) => {
    const { status, body } = await read(admin, query);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });
});

const textOf = async (file: Response) => new TextDecoder().decode(await file.arrayBuffer());

describe("an export", () => {
  const exported = async (query: string, caller = admin) => {
    const headers = { authorization: `Bearer ${caller.token}`, "x-tenant": account };
    return exports.default.fetch(new Request(`http://trellis.test/api/audit/export${query}`, { headers }));
  };

  it("holds every row, in CSV and in lines of JSON, narrowed down as the list is", async () => {
    const all = await whole("", 200);
    const lines = await exported("?format=jsonl");
    expect(lines.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-.*\.jsonl"$/);
    const read = (await textOf(lines)).trimEnd().split("\n");
    expect(read.map((line) => JSON.parse(line) as AuditRow)).toEqual(all);
    const csv = await exported("?entity=integration");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await csv.arrayBuffer());
    expect(text.startsWith("\uFEFFtime,action,entity,")).toBe(true);
    expect(text.trimEnd().split("\n")).toHaveLength(1 + 17);
  });

  it("says in a last line where the log goes on, and nothing where it is whole", async () => {
    const actor = { kind: "system", tenantId: account, via: "cron" } as const;
    const ctx = {
      actor,
      env,
      db: new ScopedDb(env, actor),
      tenant: { id: account, type: "subaccount" },
    } as unknown as Ctx;
    const file = async (asked: ExportAudit, rowsMax?: number) =>
      (await textOf(new Response(await exportAudit(ctx, asked, rowsMax)))).trimEnd().split("\n");
    const all = await whole("", 200);
    const part = await file({ format: "jsonl" }, 12);
    expect(part).toHaveLength(13);
    const last = JSON.parse(part.at(-1) ?? "") as { truncated: boolean; to: string };
    expect(last).toMatchObject({ truncated: true, to: all[11]?.at });
    const rest = await file({ format: "jsonl", to: last.to });
    expect(new Set([...part.slice(0, -1), ...rest]).size).toBe(all.length);
    for (const rowsMax of [all.length, undefined])
      expect(await file({ format: "jsonl" }, rowsMax)).toHaveLength(all.length);
    expect((await file({ format: "csv" }, 12)).at(-1)).toMatch(/^\S+,truncated,This file ends here; .* to=\S+ /);
  });

  it("is written page by page", async () => {
    const long = await world.subAccount(agency);
    const person = await world.signIn(long, "subaccount_admin");
    await prepared(
      `INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300)
       SELECT ?, 'aud_' || printf('%010d', i), 2000 + i / 3, 'user', 'usr_1', 'Ines', 'often.done', 'thing', '1' FROM n`,
    )
      .bind(long)
      .run();
    const headers = { authorization: `Bearer ${person.token}` };
    const file = await exports.default.fetch(
      new Request("http://trellis.test/api/audit/export?format=jsonl", { headers }),
    );
    const ids = (await textOf(file))
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as AuditRow).id);
    expect(ids).toEqual(Array.from({ length: 1300 }, (_, n) => `aud_${String(1300 - n).padStart(10, "0")}`));
  });

  it("marks what a spreadsheet would run as text, and quotes what would break a line", async () => {
    const evil = ['=HYPERLINK("http://evil.test")', "+1", "-1", "@SUM(A1)", "\tx", 'a,"b"\nc'];
    for (const [n, name] of evil.entries()) {
      await prepared(
        "INSERT INTO audit (tenant_id, id, at, actor_type, actor_id, actor_name, action, entity, entity_id) VALUES (?, ?, ?, 'user', 'usr_e', ?, 'evil.done', 'thing', '1')",
      )
        .bind(account, newId("audit"), Date.now() + n, name)
        .run();
    }
    const text = await (await exported("?actor=usr_e")).text();
    const marked = (name: string) => [`,'${name}`, `,"'${name.replaceAll('"', '""')}`];
    for (const name of evil.slice(0, 5))
      expect(
        marked(name).some((cell) => text.includes(cell)),
        name,
      ).toBe(true);
    expect(text).toContain('"a,""b""\nc"');
    expect(text).not.toMatch(/,(?:"?)[=+@]/);
  });

  it("is for those who may see the log, and refuses what it does not know", async () => {
    expect((await exported("", await world.signIn(account, "subaccount_member"))).status).toBe(403);
    expect((await exported("?format=xls")).status).toBe(400);
  });
});
