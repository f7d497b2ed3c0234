import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { AuditRow } from "../../../schema/contracts/audit.ts";
import { newId } from "../../../schema/ids.ts";
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
  caller.call<{ docs: AuditRow[] }>("GET", `/api/audit${query}`, tenant === undefined ? {} : { tenant });

describe("the audit log", () => {
  it("is one list of both stores, newest first, whatever the page size", async () => {
    const whole = (await read(admin, "?limit=200")).body.docs;
    expect(whole).toHaveLength(40);
    expect(Map.groupBy(whole, ({ store }) => store).get("account")).toHaveLength(17);
    expect(whole.map(({ at, id }) => `${at} ${id}`)).toEqual(
      whole
        .map(({ at, id }) => `${at} ${id}`)
        .toSorted()
        .toReversed(),
    );
    for (const limit of [1, 3, 7]) {
      const paged: AuditRow[] = [];
      for (let page = await read(admin, `?limit=${limit}`); page.body.docs.length > 0;) {
        paged.push(...page.body.docs);
        const last = page.body.docs.at(-1);
        page = await read(admin, `?limit=${limit}&before=${last?.at}&beforeId=${last?.id}`);
      }
      expect(paged).toEqual(whole);
    }
  });

  it("of an agency holds its own acts, and nothing of its clients or of another agency", async () => {
    await controlRow(agency, Date.now(), "agency.did");
    const other = await world.agency();
    await controlRow(other, Date.now(), "other.did");
    const above = await world.signIn(agency, "agency_admin");
    expect((await read(above, "")).body.docs.map(({ action, store }) => [action, store])).toEqual([
      ["agency.did", "control"],
    ]);
    expect((await read(above, "?limit=200", account)).body.docs).toHaveLength(40);
    expect((await read(above, "", other)).status).toBe(404);
    expect((await read(admin, "", agency)).status).toBe(404);
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
    ["?before=yesterday", "before"],
    [`?beforeId=${"x".repeat(65)}`, "beforeId"],
  ])("refuses %s, naming the field", async (query, field) => {
    const { status, body } = await read(admin, query);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });
});
