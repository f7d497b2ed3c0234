import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { ModuleAccess, ModuleRequest } from "../../../schema/contracts/module-access.ts";
import type { CuratedModule, Module } from "../../../schema/contracts/modules.ts";
import { newId } from "../../../schema/ids.ts";
import { letterTo } from "../../mail/letter-to.test-kit.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { synchroniseCatalog } from "./synchronise.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
let world: World;
let owner: Caller;
let admin: Caller;
let begun: string;

beforeEach(async () => {
  world = await makeWorld();
  begun = newId("audit");
  await prepared("DELETE FROM catalog_modules WHERE slug > ''").run();
  owner = await world.signIn(world.platform, "platform_admin");
  const client = await world.subAccount(await world.agency());
  await prepared("UPDATE tenants SET plan = 'starter' WHERE id = ?").bind(client).run();
  admin = await world.signIn(client, "subaccount_admin");
});

const curated = async () => (await owner.call<{ docs: CuratedModule[] }>("GET", "/api/modules/curation")).body.docs;
const curate = (slug: string, body: object, as = owner) =>
  as.call<{ doc: CuratedModule }>("PATCH", `/api/modules/${slug}`, { body });
const offered = async (as = admin) => (await as.call<{ docs: Module[] }>("GET", "/api/modules")).body.docs;
const standing = async (slug: string) => (await offered()).find((module) => module.slug === slug)?.entitlement;
const hidden = async (slug: string) => (await curated()).find((module) => module.slug === slug)?.hidden;
/** The audit rows of this test: the platform is everybody's, and nothing is ever deleted from its log. */
const audited = async (action: string) =>
  (
    await prepared("SELECT before, after FROM audit WHERE tenant_id = ? AND id > ? AND action = ? ORDER BY id")
      .bind(world.platform, begun, action)
      .all()
  ).results;

describe("the code's catalog", () => {
  it("is put in the platform's rows once, and changes nothing when it is the same", async () => {
    await synchroniseCatalog(env, NOW);
    const first = await curated();
    expect(first.map(({ slug, position, hidden, retired }) => [slug, position, hidden, retired])).toEqual(
      (await offered()).map(({ slug }, position) => [slug, position, false, false]),
    );
    await synchroniseCatalog(env, NOW + 1_000);
    expect(await curated()).toEqual(first);
    expect(await audited("catalog.synchronised")).toHaveLength(1);
  });

  it("keeps what the platform decided when a version changes, a module goes, and comes back", async () => {
    const at = (version: string) => [{ slug: "whatsapp", version }];
    await synchroniseCatalog(env, NOW, [...at("1.0.0"), { slug: "fax", version: "1.0.0" }]);
    await curate("fax", { plans: ["enterprise"], hidden: true });
    await synchroniseCatalog(env, NOW, at("1.1.0"));
    expect((await curated()).map(({ slug, version, retired }) => [slug, version, retired])).toEqual([
      ["whatsapp", "1.1.0", false],
      ["fax", "1.0.0", true],
    ]);
    await synchroniseCatalog(env, NOW, [
      { slug: "fax", version: "1.0.0" },
      ...at("1.1.0"),
      { slug: "new", version: "1.0.0" },
    ]);
    expect(
      (await curated()).map(({ slug, version, retired, hidden, plans }) => [slug, version, retired, hidden, plans]),
    ).toEqual([
      ["whatsapp", "1.1.0", false, false, null],
      ["fax", "1.0.0", false, true, ["enterprise"]],
      ["new", "1.0.0", false, false, null],
    ]);
  });

  it("needs no rows to be offered", async () => {
    for (const { slug, plans, entitlement } of await offered())
      expect([slug, entitlement]).toEqual([slug, plans.includes("starter") ? "entitled" : "upsell"]);
  });
});

describe("the platform", () => {
  beforeEach(() => synchroniseCatalog(env, NOW));

  it("puts a module out of a plan: accounts see its price and may not install it", async () => {
    const price = { amount: 4_900, currency: "USD" };
    const { status, body } = await curate("whatsapp", { plans: ["enterprise"], price });
    expect([status, body.doc.plans, body.doc.price, body.doc.revision]).toEqual([200, ["enterprise"], price, 2]);
    const seen = (await offered()).find(({ slug }) => slug === "whatsapp");
    expect(seen).toMatchObject({ entitlement: "upsell", plans: ["enterprise"], price });
    const refused = await admin.call("POST", "/api/integrations", { body: { module: "whatsapp", sandbox: true } });
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([402, "plan_limit"]);

    await curate("whatsapp", { plans: null });
    expect(await standing("whatsapp")).toBe("entitled");
    const installed = await admin.call("POST", "/api/integrations", { body: { module: "whatsapp", sandbox: true } });
    expect(installed.status).toBe(201);
  });

  it("hides a module: it is gone for those who have it not, and stays with those who have", async () => {
    const body = { module: "whatsapp", sandbox: true };
    const { doc } = (await admin.call<{ doc: Integration }>("POST", "/api/integrations", { body })).body;
    const other = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
    await curate("whatsapp", { hidden: true });
    expect(await standing("whatsapp")).toBe("withdrawn");
    expect((await admin.call("GET", "/api/modules/whatsapp")).status).toBe(200);
    expect((await admin.call("POST", `/api/integrations/${doc.id}/verification`, { body: {} })).status).toBe(200);

    expect((await offered(other)).map(({ slug }) => slug)).not.toContain("whatsapp");
    expect((await other.call("GET", "/api/modules/whatsapp")).status).toBe(404);
    expect((await other.call("POST", "/api/integrations", { body })).status).toBe(404);
  });

  it("orders the marketplace by naming every module once", async () => {
    const order = (await offered()).map(({ slug }) => slug).reverse();
    const put = (slugs: string[], as = owner) => as.call("PUT", "/api/modules/order", { body: { slugs } });
    expect((await put(order)).status).toBe(200);
    expect((await offered()).map(({ slug }) => slug)).toEqual(order);
    expect(await audited("modules.ordered")).toEqual([
      { before: JSON.stringify(order.toReversed()), after: JSON.stringify(order) },
    ]);
    expect((await put(order.slice(1))).status).toBe(409);
    expect((await put([...order.slice(1), "fax"])).status).toBe(409);
    expect((await put([...order, order[0] ?? ""])).status).toBe(400);
    expect((await offered()).map(({ slug }) => slug)).toEqual(order);
  });

  it("keeps a record of what it decided, and refuses what was decided on an older state", async () => {
    await curate("whatsapp", { hidden: true });
    expect(await audited("module.curated")).toEqual([
      {
        before: JSON.stringify({ hidden: false, price: null, plans: null }),
        after: JSON.stringify({ hidden: true, price: null, plans: null }),
      },
    ]);
    const late = await curate("whatsapp", { hidden: false, revision: 1 });
    expect([late.status, await hidden("whatsapp")]).toEqual([409, true]);
    // The same again is no decision.
    await curate("whatsapp", { hidden: true });
    expect(await audited("module.curated")).toHaveLength(1);
  });

  it("decides one thing after another, however many decide at once", async () => {
    const prices = [1, 2, 3, 4, 5].map((amount) => ({ amount, currency: "USD" }));
    const answers = await Promise.all(prices.map((price) => curate("whatsapp", { price })));
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const rows = await audited("module.curated");
    expect(rows).toHaveLength(answers.filter(({ status }) => status === 200).length);
    // Each began at what the one before it had made.
    for (const [at, row] of rows.slice(1).entries()) expect(row["before"]).toBe(rows[at]?.["after"]);
  });

  it("alone may curate, and only what there is, in the form there is", async () => {
    const agency = await world.signIn(await world.agency(), "agency_admin");
    for (const caller of [admin, agency]) {
      expect((await curate("whatsapp", { hidden: true }, caller)).body.errors?.[0]?.code).toBe("not_the_platform");
      expect((await caller.call("GET", "/api/modules/curation")).body.errors?.[0]?.code).toBe("not_the_platform");
    }
    expect((await curate("fax", { hidden: true })).status).toBe(404);
    for (const body of [
      { plans: ["gold"] },
      { plans: ["starter", "starter"] },
      { price: { amount: 1.5, currency: "USD" } },
      { hidden: "yes" },
    ])
      expect((await curate("whatsapp", body)).status).toBe(400);
    expect((await curated()).find(({ slug }) => slug === "whatsapp")).toMatchObject({
      hidden: false,
      plans: null,
      price: null,
    });
  });
});

describe("an account whose plan does not include a module", () => {
  let client: string;
  let agency: string;
  let seller: Caller;
  const asked = (note?: string, as = admin) =>
    as.call<{ doc: Module }>("POST", "/api/modules/whatsapp/request", { body: note === undefined ? {} : { note } });
  const waiting = async (as = seller, open = true) =>
    (await as.call<{ docs: ModuleRequest[] }>("GET", `/api/module-requests?open=${open}`)).body.docs;
  const decide = (body: object, as = seller) =>
    as.call<{ doc: ModuleRequest }>("PUT", `/api/tenants/${client}/modules/whatsapp/decision`, { body });
  const grant = (method: "PUT" | "DELETE", as = seller) =>
    as.call<{ doc: ModuleAccess }>(method, `/api/tenants/${client}/modules/whatsapp/grant`, {});
  const install = () => admin.call("POST", "/api/integrations", { body: { module: "whatsapp", sandbox: true } });

  beforeEach(async () => {
    await synchroniseCatalog(env, NOW);
    await curate("whatsapp", { plans: ["enterprise"] });
    client = admin.homeTenantId;
    agency = (await prepared("SELECT agency_id FROM tenants WHERE id = ?").bind(client).first<string>("agency_id"))!;
    seller = await world.signIn(agency, "agency_admin");
  });

  it("asks its agency, which is told by mail and approves: it installs, and knows who gave it", async () => {
    const { status, body } = await asked("For the summer season");
    expect([status, body.doc.entitlement, body.doc.access.source]).toEqual([201, "requested", null]);
    expect((await install()).status).toBe(402);
    const letter = await letterTo(`${seller.userId}@example.test`, "module_requested");
    expect(letter.text).toContain("For the summer season");
    expect(letter.text).toContain(`/a/${agency}/module-requests`);
    expect(await waiting()).toMatchObject([
      { account: { id: client, plan: "starter" }, module: { slug: "whatsapp", name: "WhatsApp" }, state: "open" },
    ]);

    const approved = await decide({ decision: "approve" });
    expect([approved.status, approved.body.doc.state]).toEqual([200, "approved"]);
    expect(await waiting()).toEqual([]);
    expect(await waiting(seller, false)).toMatchObject([{ state: "approved", decidedBy: "Agency admin" }]);
    expect((await letterTo(`${admin.userId}@example.test`, "module_decided")).text).toContain("it was granted");
    const seen = (await offered()).find(({ slug }) => slug === "whatsapp");
    expect(seen?.entitlement).toBe("entitled");
    expect(seen?.access).toMatchObject({ source: "agency", grants: [{ source: "agency", by: "Agency admin" }] });
    expect((await install()).status).toBe(201);
    for (const tenant of [client, agency])
      expect(
        await prepared("SELECT actor_name FROM audit WHERE tenant_id = ? AND action = 'module.request_approved'")
          .bind(tenant)
          .first("actor_name"),
      ).toBe("Agency admin");
  });

  it("is declined with a reason it reads, asks again, and takes it back", async () => {
    await asked();
    expect((await decide({ decision: "decline" })).status).toBe(400);
    expect((await decide({ decision: "decline", reason: "Not before June" })).body.doc.state).toBe("declined");
    expect((await letterTo(`${admin.userId}@example.test`, "module_decided")).text).toContain("Not before June");
    const seen = (await offered()).find(({ slug }) => slug === "whatsapp");
    expect([seen?.entitlement, seen?.access.request?.reason]).toEqual(["upsell", "Not before June"]);
    // It is settled: nothing is decided twice.
    expect((await decide({ decision: "approve" })).status).toBe(409);

    expect((await asked("It is June")).body.doc.access.request).toMatchObject({ state: "open", reason: null });
    expect((await asked()).status).toBe(409);
    const { body } = await admin.call<{ doc: Module }>("DELETE", "/api/modules/whatsapp/request");
    expect([body.doc.entitlement, body.doc.access.request?.state]).toEqual(["upsell", "withdrawn"]);
    expect((await admin.call("DELETE", "/api/modules/whatsapp/request")).status).toBe(409);
    expect((await decide({ decision: "approve" })).status).toBe(409);
  });

  it("is given it by agency and platform, each of which takes back its own; what is installed stays", async () => {
    expect((await grant("PUT")).body.doc).toMatchObject({ source: "agency" });
    await grant("PUT");
    expect((await grant("PUT", owner)).body.doc.grants.map(({ source }) => source)).toEqual(["agency", "platform"]);
    expect((await install()).status).toBe(201);
    expect((await grant("DELETE")).body.doc.grants.map(({ source }) => source)).toEqual(["platform"]);
    // What it did not give it cannot take.
    expect((await grant("DELETE")).body.doc.grants.map(({ source }) => source)).toEqual(["platform"]);
    expect((await grant("DELETE", owner)).body.doc.source).toBeNull();
    expect(await standing("whatsapp")).toBe("upsell");
    expect((await admin.call<{ docs: Integration[] }>("GET", "/api/integrations")).body.docs).toHaveLength(1);
  });

  it("has nothing to ask for where it may install, or where the platform hides it", async () => {
    await grant("PUT");
    expect((await asked()).status).toBe(409);
    await grant("DELETE");
    await curate("whatsapp", { hidden: true });
    expect((await asked()).status).toBe(404);
    expect((await grant("PUT")).status).toBe(404);
  });

  it("alone asks, and only whoever stands above it decides", async () => {
    const viewer = await world.signIn(client, "subaccount_viewer");
    const member = await world.signIn(agency, "agency_member");
    const stranger = await world.signIn(await world.agency(), "agency_admin");
    expect((await asked(undefined, viewer)).status).toBe(403);
    await asked();
    for (const caller of [admin, viewer, member]) {
      expect((await decide({ decision: "approve" }, caller)).status).toBe(403);
      expect((await grant("PUT", caller)).status).toBe(403);
    }
    expect((await decide({ decision: "approve" }, stranger)).status).toBe(404);
    expect((await grant("PUT", stranger)).status).toBe(404);
    expect(await waiting(stranger)).toEqual([]);
    expect(await standing("whatsapp")).toBe("requested");
  });

  it("takes what waits along to another agency, and leaves what the old one gave", async () => {
    await grant("PUT");
    await curate("instagram", { plans: ["enterprise"] });
    await admin.call("POST", "/api/modules/instagram/request", { body: {} });
    const other = await world.agency();
    const buyer = await world.signIn(other, "agency_admin");
    const moved = await owner.call("PUT", `/api/tenants/${client}/parent`, { body: { agency: other } });
    expect(moved.status).toBe(200);
    expect(await waiting()).toEqual([]);
    expect((await waiting(buyer)).map(({ module }) => module.slug)).toEqual(["instagram"]);
    expect(await standing("whatsapp")).toBe("upsell");
  });
});

describe("what was found when an install was checked", () => {
  it("is kept with when and who, newest first", async () => {
    const { doc } = (
      await admin.call<{ doc: Integration }>("POST", "/api/integrations", {
        body: { module: "whatsapp", sandbox: true },
      })
    ).body;
    await admin.call("POST", `/api/integrations/${doc.id}/verification`, { body: {} });
    await admin.call("PATCH", `/api/integrations/${doc.id}`, { body: { enabled: false } });
    const { docs } = (await admin.call<{ docs: object[] }>("GET", `/api/integrations/${doc.id}/checks`)).body;
    expect(docs).toHaveLength(2);
    expect(docs[0]).toMatchObject({ ok: true, by: expect.any(String) as string });
  });
});
