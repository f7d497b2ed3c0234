import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Agent, AgentModel, AgentVersion } from "../../schema/contracts/agents.ts";
import type { AuditRow } from "../../schema/contracts/audit.ts";
import type { Page } from "../../schema/contracts/common.ts";
import { type Caller, makeWorld, type World } from "../world.test-kit.ts";

let world: World;
let agency: string;
beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
});

async function account(): Promise<Caller> {
  return world.signIn(await world.subAccount(agency), "subaccount_admin");
}

async function create(admin: Caller, body: object) {
  return admin.call<{ doc: Agent }>("POST", "/api/agents", { body });
}

async function defaultsOf(admin: Caller): Promise<string[]> {
  const { body } = await admin.call<Page<Agent>>("GET", "/api/agents");
  return body.docs.filter(({ isDefault }) => isDefault).map(({ name }) => name);
}

describe("agents", () => {
  test("are kept by name, with what they were given and what is usual", async () => {
    const admin = await account();
    const made = await create(admin, { name: "Front desk", systemPrompt: "Be kind." });
    expect(made.status).toBe(201);
    expect(made.body.doc).toMatchObject({
      name: "Front desk",
      systemPrompt: "Be kind.",
      model: "claude-sonnet-5-5",
      scope: { channels: [], tags: [] },
      isDefault: true,
    });
    await create(admin, {
      name: "after hours",
      model: "claude-haiku-5-5",
      scope: { channels: ["whatsapp"], tags: ["vip"] },
    });
    const list = await admin.call<Page<Agent>>("GET", "/api/agents?limit=1&page=2");
    expect(list.body).toMatchObject({ totalDocs: 2, totalPages: 2, page: 2, hasNextPage: false, prevPage: 1 });
    expect(list.body.docs.map(({ name }) => name)).toEqual(["Front desk"]);
    const turned = await admin.call<Page<Agent>>("GET", "/api/agents?sort=-name");
    expect(turned.body.docs.map(({ name }) => name)).toEqual(["Front desk", "after hours"]);
    const one = await admin.call<Agent>("GET", `/api/agents/${made.body.doc.id}`);
    expect(one.body).toEqual(made.body.doc);
  });

  test("have one default from the first on, whoever is made it or goes", async () => {
    const admin = await account();
    const first = (await create(admin, { name: "One", isDefault: false })).body.doc;
    const second = (await create(admin, { name: "Two" })).body.doc;
    expect(await defaultsOf(admin)).toEqual(["One"]);
    const third = (await create(admin, { name: "Three", isDefault: true })).body.doc;
    expect(await defaultsOf(admin)).toEqual(["Three"]);
    await admin.call("PATCH", `/api/agents/${second.id}`, { body: { isDefault: true } });
    expect(await defaultsOf(admin)).toEqual(["Two"]);

    const unset = await admin.call("PATCH", `/api/agents/${second.id}`, { body: { isDefault: false } });
    expect([unset.status, unset.body.errors?.[0]?.field]).toEqual([409, "isDefault"]);
    expect((await admin.call("DELETE", `/api/agents/${second.id}`)).status).toBe(409);
    for (const { id } of [first, third]) expect((await admin.call("DELETE", `/api/agents/${id}`)).status).toBe(200);
    expect(await defaultsOf(admin)).toEqual(["Two"]);
    expect((await admin.call("DELETE", `/api/agents/${second.id}`)).status).toBe(200);
    expect((await admin.call<Page<Agent>>("GET", "/api/agents")).body.docs).toEqual([]);
  });

  test("keep one default when many are made, chosen and deleted at once", async () => {
    const admin = await account();
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, n) => create(admin, { name: `Agent ${n}`, isDefault: n % 2 === 0 })),
    );
    expect(made.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(await defaultsOf(admin)).toHaveLength(1);
    await Promise.all(
      made.map(({ body: { doc } }, n) =>
        n % 3 === 0
          ? admin.call("DELETE", `/api/agents/${doc.id}`)
          : admin.call("PATCH", `/api/agents/${doc.id}`, { body: { isDefault: true } }),
      ),
    );
    expect(await defaultsOf(admin)).toHaveLength(1);
  });

  test("are told apart by name, whatever its case, within an account and not beyond", async () => {
    const [admin, other] = [await account(), await account()];
    await create(admin, { name: "Front Desk" });
    const again = await create(admin, { name: "front desk" });
    expect([again.status, again.body.errors?.[0]?.field]).toEqual([409, "name"]);
    expect((await create(other, { name: "Front Desk" })).status).toBe(201);
    const second = (await create(admin, { name: "Sales" })).body.doc;
    const renamed = await admin.call("PATCH", `/api/agents/${second.id}`, { body: { name: "FRONT DESK" } });
    expect([renamed.status, renamed.body.errors?.[0]?.field]).toEqual([409, "name"]);
    expect((await admin.call("PATCH", `/api/agents/${second.id}`, { body: { name: "SALES" } })).status).toBe(200);
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "x".repeat(81) }, "name"],
    [{ name: "A", model: "gpt" }, "model"],
    [{ name: "A", systemPrompt: "x".repeat(20_001) }, "systemPrompt"],
    [{ name: "A", scope: { channels: ["fax"] } }, "scope.channels.0"],
    [{ name: "A", scope: { places: [] } }, "scope"],
  ])("name the field at fault: %j", async (body, field) => {
    const answer = await create(await account(), body);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([400, field]);
  });

  test("end at fifty", async () => {
    const admin = await account();
    for (let n = 0; n < 50; n += 1) expect((await create(admin, { name: `Agent ${n}` })).status).toBe(201);
    const over = await create(admin, { name: "One more" });
    expect([over.status, over.body.errors?.[0]?.message]).toEqual([409, "An account has at most 50 agents."]);
    expect((await admin.call<Page<Agent>>("GET", "/api/agents")).body.totalDocs).toBe(50);
  });

  test("leave an audit row for each change", async () => {
    const admin = await account();
    const { id } = (await create(admin, { name: "One", systemPrompt: "before" })).body.doc;
    await admin.call("PATCH", `/api/agents/${id}`, { body: { systemPrompt: "after" } });
    await admin.call("DELETE", `/api/agents/${id}`);
    const { body } = await admin.call<{ docs: AuditRow[] }>("GET", "/api/audit");
    expect(body.docs.filter(({ entity }) => entity === "agent").map(({ action }) => action)).toEqual([
      "agent.deleted",
      "agent.updated",
      "agent.created",
    ]);
    expect(body.docs.find(({ action }) => action === "agent.updated")).toMatchObject({
      entityId: id,
      before: { systemPrompt: "before" },
      after: { systemPrompt: "after" },
    });
  });

  test("may be owned by an agency, and are read but not changed by who only looks", async () => {
    const boss = await world.signIn(agency, "agency_admin");
    expect((await create(boss, { name: "Ours" })).status).toBe(201);
    const admin = await account();
    const viewer = await world.signIn(admin.homeTenantId, "subaccount_viewer");
    expect((await viewer.call("GET", "/api/agents")).status).toBe(200);
    expect((await create(viewer, { name: "Mine" })).status).toBe(403);
  });

  test("have models with the prices of the list", async () => {
    const { body } = await (await account()).call<{ docs: AgentModel[] }>("GET", "/api/agents/models");
    expect(body.docs).toContainEqual({
      id: "claude-sonnet-5-5",
      name: "Claude Sonnet 5.5",
      inputPrice: 2_000_000,
      outputPrice: 10_000_000,
    });
  });
});

describe("versions of an agent", () => {
  const versionsOf = async (admin: Caller, id: string) =>
    (await admin.call<Page<AgentVersion>>("GET", `/api/agents/${id}/versions?limit=50`)).body.docs;
  const change = (admin: Caller, id: string, body: object) =>
    admin.call<{ doc: Agent }>("PATCH", `/api/agents/${id}`, { body });
  const restore = (admin: Caller, id: string, version: number) =>
    admin.call<{ doc: Agent }>("POST", `/api/agents/${id}/restoration`, { body: { version } });

  test("are kept with who changed what, and nothing is one that changes nothing", async () => {
    const admin = await account();
    const { id } = (await create(admin, { name: "Desk", systemPrompt: "Be kind." })).body.doc;
    await create(admin, { name: "Other" });
    await change(admin, id, { systemPrompt: "Be brief.", scope: { channels: ["whatsapp"] } });
    await change(admin, id, { systemPrompt: "Be brief.", name: "Desk" });
    await change(admin, id, { isDefault: true });
    expect(await versionsOf(admin, id)).toMatchObject([
      {
        version: 2,
        systemPrompt: "Be brief.",
        changed: ["systemPrompt", "scope"],
        restored: null,
        by: "Account admin",
      },
      { version: 1, systemPrompt: "Be kind.", changed: ["name", "systemPrompt", "model", "scope"], name: "Desk" },
    ]);
    expect((await admin.call<Agent>("GET", `/api/agents/${id}`)).body.version).toBe(2);
    const second = await admin.call<Page<AgentVersion>>("GET", `/api/agents/${id}/versions?limit=1&page=2`);
    expect(second.body).toMatchObject({ totalDocs: 2, docs: [{ version: 1 }] });
  });

  test("are taken up again as new ones, but for who is the default; what is not kept is refused", async () => {
    const admin = await account();
    const { id } = (await create(admin, { name: "Desk", systemPrompt: "Be kind.", model: "claude-opus-5-5" })).body.doc;
    await change(admin, id, { name: "Front", systemPrompt: "Be brief.", model: "claude-haiku-5-5" });
    const other = (await create(admin, { name: "desk" })).body.doc;
    const taken = await restore(admin, id, 1);
    expect([taken.status, taken.body.errors?.[0]?.field]).toEqual([409, "name"]);
    await change(admin, other.id, { name: "Press", isDefault: true });

    const { doc } = (await restore(admin, id, 1)).body;
    expect(doc).toMatchObject({ name: "Desk", systemPrompt: "Be kind.", model: "claude-opus-5-5", isDefault: false });
    expect((await versionsOf(admin, id))[0]).toMatchObject({ version: 3, restored: 1, changed: expect.any(Array) });
    expect((await restore(admin, id, 3)).body.doc.version).toBe(3);
    const missing = await restore(admin, id, 9);
    expect([missing.status, missing.body.errors?.[0]?.field]).toEqual([400, "version"]);
    const { body } = await admin.call<{ docs: AuditRow[] }>("GET", "/api/audit");
    expect(body.docs.find(({ action }) => action === "agent.restored")).toMatchObject({
      before: { systemPrompt: "Be brief." },
      after: { systemPrompt: "Be kind." },
    });
  });

  test("tell apart who changes one at once: a stale reader is refused, and nothing that was said is lost", async () => {
    const admin = await account();
    const { id } = (await create(admin, { name: "Desk" })).body.doc;
    await change(admin, id, { systemPrompt: "One", version: 1 });
    expect((await change(admin, id, { systemPrompt: "Two", version: 1 })).status).toBe(409);
    expect((await change(admin, id, { systemPrompt: "Two", version: 2 })).body.doc.version).toBe(3);
    const many = await Promise.all(
      Array.from({ length: 6 }, (_, n) => change(admin, id, { systemPrompt: `At once ${n}` })),
    );
    expect(many.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const kept = await versionsOf(admin, id);
    expect(kept.map(({ version }) => version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(new Set(kept.slice(0, 6).map(({ systemPrompt }) => systemPrompt)).size).toBe(6);
  });

  test("end at fifty, and go with their agent", async () => {
    const admin = await account();
    const { id } = (await create(admin, { name: "Desk" })).body.doc;
    for (let n = 0; n < 51; n += 1) await change(admin, id, { systemPrompt: `Version ${n}` });
    const kept = await versionsOf(admin, id);
    expect([kept.length, kept[0]?.version, kept.at(-1)?.version]).toEqual([50, 52, 3]);
    await admin.call("DELETE", `/api/agents/${id}`);
    const left = "SELECT count(*) AS rows FROM agent_versions WHERE tenant_id = ?";
    expect(await env.DB.prepare(left).bind(admin.homeTenantId).first("rows")).toBe(0);
  });
});
