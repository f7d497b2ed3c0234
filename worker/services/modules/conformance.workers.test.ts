import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { LONG } from "../../../durable-objects/kit/chance.test-kit.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { CATALOG } from "../../../modules/catalog.ts";
import * as handlers from "../../../modules/handlers.ts";
import { someManifest } from "../../../modules/manifest.test-kit.ts";
import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { Module } from "../../../schema/contracts/modules.ts";
import { configFields } from "../../../schema/manifest/config-fields.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { PLANS } from "../../../schema/plans.ts";
import { installBody } from "../../routes/install-body.ts";
import { type Answer, type Caller, makeWorld, prepared } from "../../world.test-kit.ts";
import { ACCEPTING, type Drawn, filled, holdsRules, normalValues, offer, withdraw } from "./drawn-module.test-kit.ts";

/** The full number with TRELLIS_LONG=1; every run takes fewer through the same course. */
const MANIFESTS = LONG ? 500 : 12;

/** Of a module's values until some please its rules. */
const DRAWS = 300;

let admin: Caller;
/** What the provider accepts; anything else it refuses. */
let accepted: Credentials;
beforeEach(async () => {
  const world = await makeWorld();
  admin = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
});
afterEach(() => vi.restoreAllMocks());

type Doc = { doc: Integration };
const install = (body: object) => admin.call<Doc>("POST", "/api/integrations", { body });
const fieldsOf = ({ body }: Answer<Doc>) => (body.errors ?? []).map(({ field }) => field);

describe("any manifest", () => {
  it(
    "is shown, described, installed, checked, configured, rotated, upgraded and uninstalled, from what it says alone",
    { timeout: LONG ? 1_800_000 : 120_000 },
    async () => {
      vi.spyOn(handlers, "handlersOf");
      vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
        const { url, method } = new Request(input instanceof URL ? input.href : input, init);
        expect([method, url]).toEqual(["POST", "https://api.acme.example/v1/check"]);
        return new Response(null, { status: sameValues(String(init?.body), accepted) ? 200 : 401 });
      });
      let tried = 0;
      await fc.assert(
        fc.asyncProperty(someManifest.chain(filled), async (drawn) => {
          fc.pre(holdsRules(drawn));
          tried += 1;
          const manifest = { ...drawn.manifest, slug: `drawn-${tried}` };
          try {
            await lifeOf({ ...drawn, manifest });
          } finally {
            withdraw(manifest);
          }
        }),
        // Each is a life in an account: shrinking would live thousands.
        { numRuns: MANIFESTS, endOnFailure: true },
      );
      expect(tried).toBe(MANIFESTS);
    },
  );
});

describe.each(CATALOG.map((manifest) => [manifest.slug, manifest] as const))("module %s", (_slug, manifest) => {
  it("takes what its form sends, says why its provider refuses it, and leaves nothing behind", async () => {
    const drawn = fc.sample(filled(manifest), DRAWS).find(holdsRules);
    if (drawn === undefined) throw new Error("no values please its rules");
    const hosts = handlers.handlersOf(manifest.slug)?.apis.map(({ host }) => host) ?? [];
    const asked: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      asked.push(new URL(input instanceof Request ? input.url : input).hostname);
      return new Response("<html>", { status: 503, headers: { "content-type": "text/html" } });
    });
    await makeInstallable(manifest);
    const made = await install({ module: manifest.slug, credentials: drawn.values, config: drawn.config });
    expect([made.status, fieldsOf(made)]).toEqual([201, []]);
    const { doc } = made.body;
    expect(["connected", "error"]).toContain(doc.state);
    expect(doc.state === "connected" || (doc.health.reason ?? "").length > 10).toBe(true);
    expect(doc.state === "connected" || (doc.health.fix ?? "").length > 10).toBe(true);
    expectNoSecret(manifest, drawn.values, made.text);
    const strangers = asked.filter(
      (host) => !hosts.some((one) => (one.startsWith(".") ? host.endsWith(one) : host === one)),
    );
    expect(
      handlers.handlersOf(manifest.slug)?.asksGivenAddresses === true
        ? []
        : strangers.filter((host) => !host.endsWith(".test")),
    ).toEqual([]);

    expect((await admin.call("DELETE", `/api/integrations/${doc.id}`)).status).toBe(200);
    expect(await leftOf(doc.id)).toEqual([]);
  });

  it.runIf(manifest.sandbox)("works in test mode, and asks nobody outside", async () => {
    const outside = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.error());
    const { status, body } = await install({ module: manifest.slug, sandbox: true });
    expect([status, body.doc?.state, body.doc?.health]).toEqual([
      201,
      "connected",
      { ok: true, checkedAt: expect.any(String) as string },
    ]);
    expect(outside).not.toHaveBeenCalled();
    expect((await admin.call("DELETE", `/api/integrations/${body.doc.id}`)).status).toBe(200);
    expect(await leftOf(body.doc.id)).toEqual([]);
  });
});

/** One manifest's life in an account, at each step what it should be and what must not be. */
async function lifeOf({ manifest, values, turned, config }: Drawn): Promise<void> {
  const { slug, requirements } = manifest;
  const normal = (given: Credentials) => normalValues(manifest, given);
  const body = { module: slug, credentials: values, config };

  // Not in the plan; then with a need nobody meets.
  offer({ ...manifest, plans: [], dependencies: [] });
  expect((await install(body)).status).toBe(402);
  const needing = { ...manifest, plans: PLANS, dependencies: [{ slug: "nobody-has-it", range: "*" }] };
  offer(needing);
  expect((await install(body)).status).toBe(409);
  offer({ ...needing, dependencies: [] });

  // The screen, the API and its description say the same.
  const shown = await admin.call<Module>("GET", `/api/modules/${slug}`);
  const document = Module.parse(shown.body);
  const settings = configFields(document.config);
  expect(settings.map(({ requirement }) => requirement.name)).toEqual(Object.keys(manifest.config.shape));
  expect(Object.keys((document.credentials as { properties: object }).properties)).toEqual(
    requirements.map(({ name }) => name),
  );
  const [described] = installBody([manifest]).oneOf as [Parameters<typeof z.fromJSONSchema>[0]];
  const schema = z.fromJSONSchema(described);
  expect(schema.safeParse(body).success).toBe(true);

  // What is wrong is named, and nothing is stored.
  accepted = normal(values);
  for (const { name } of requirements.filter(({ required }) => required)) {
    const { [name]: _left, ...rest } = values;
    expect(fieldsOf(await install({ ...body, credentials: rest }))).toContain(`credentials.${name}`);
    expect(schema.safeParse({ ...body, credentials: rest }).success).toBe(false);
  }
  expect(fieldsOf(await install({ ...body, credentials: { ...values, surprise: "x" } }))).toEqual([
    "credentials.surprise",
  ]);
  expect(fieldsOf(await install({ ...body, config: { ...config, surprise: 1 } }))).toEqual(["config.surprise"]);
  expect(schema.safeParse({ ...body, config: { ...config, surprise: 1 } }).success).toBe(false);

  // Refused by the provider: there, with the reason; then accepted.
  accepted = { other: "values" };
  const made = await install(body);
  expect([made.status, made.body.doc?.state, made.body.doc?.health.cause]).toEqual([201, "error", "credentials"]);
  expectNoSecret(manifest, values, made.text);
  const { id } = made.body.doc;
  expect((await install(body)).status).toBe(409);
  accepted = normal(values);
  const checked = await admin.call<Doc>("POST", `/api/integrations/${id}/verification`, { body: {} });
  expect([checked.status, checked.body.doc.state, checked.body.doc.applied]).toEqual([200, "connected", true]);
  for (const requirement of requirements) {
    const told = checked.body.doc.credentials[requirement.name];
    const value = accepted[requirement.name];
    expect([told?.set, told?.value]).toEqual([value !== undefined, isSecret(requirement) ? undefined : value]);
  }
  expect(checked.body.doc.config).toEqual(manifest.config.parse(config));

  // Configured: a slip is refused, a setting put back to what it was without.
  const at = `/api/integrations/${id}`;
  expect(fieldsOf(await admin.call<Doc>("PATCH", at, { body: { config: { surprise: 1 } } }))).toEqual([
    "config.surprise",
  ]);
  const cleared = settings.filter(({ requirement, initial }) => !requirement.required || initial !== "");
  const nulls = Object.fromEntries(cleared.map(({ requirement }) => [requirement.name, null]));
  const { body: configured } = await admin.call<Doc>("PATCH", at, { body: { config: nulls, enabled: false } });
  const kept = Object.fromEntries(Object.entries(config).filter(([name]) => !(name in nulls)));
  expect([configured.doc.state, configured.doc.config]).toEqual(["disabled", manifest.config.parse(kept)]);
  expect((await admin.call<Doc>("PATCH", at, { body: { enabled: true } })).body.doc.state).toBe("connected");

  // Rotated: what the provider refuses leaves the old in force.
  for (const { name, value } of turned) {
    const fresh = { credentials: { [name]: value } };
    const refused = await admin.call<Doc>("PUT", `${at}/credentials`, { body: fresh });
    expect([refused.status, fieldsOf(refused)]).toEqual([400, [`credentials.${name}`]]);
    expect((await admin.call<Doc>("POST", `${at}/verification`, { body: {} })).body.doc.state).toBe("connected");
    accepted = normal({ ...values, [name]: value });
    const rotated = await admin.call<Doc>("PUT", `${at}/credentials`, { body: fresh });
    expect([rotated.status, rotated.body.doc?.state]).toEqual([200, "connected"]);
    expectNoSecret(manifest, { ...values, ...fresh.credentials }, rotated.text);
  }
  await upgradeOf({ ...manifest, plans: PLANS, dependencies: [] }, at, kept);

  expect((await admin.call("DELETE", at)).status).toBe(200);
  expect((await admin.call("GET", at)).status).toBe(404);
  expect(await leftOf(id)).toEqual([]);
}

/** The next version of a module that is installed: read of, asked for, refused as long as something is in its way, and never taken back. */
async function upgradeOf(manifest: ModuleManifest, at: string, config: Record<string, unknown>): Promise<void> {
  const { version, slug } = manifest;
  const [major = "0"] = version.split(".");
  const next = `${Number(major) + 1}.0.0`;
  const added = `since_${slug.replaceAll("-", "_")}`;
  const setting = z.int().default(7).meta({ title: "Added later", description: "It was not there before." });
  const newer: ModuleManifest = {
    ...manifest,
    version: next,
    changeNotes: [{ version: next, notes: ["One setting more."] }, ...manifest.changeNotes],
    config: manifest.config.extend({ [added]: setting }),
  };
  const migrateConfig = (before: Record<string, unknown>, from: string) => ({
    ...before,
    [added]: from === version ? 8 : 9,
  });
  offer(newer, { ...ACCEPTING, migrateConfig });
  const upgrade = (to: string) => admin.call<Doc>("POST", `${at}/upgrade`, { body: { version: to } });
  const stands = async () => (await admin.call<Integration>("GET", at)).body;

  // Nothing happens by itself, and what is new can be read.
  expect(await stands()).toMatchObject({
    version,
    upgrade: { version: next, changes: [{ version: next, notes: ["One setting more."] }] },
  });
  expect(Object.keys((await stands()).config)).not.toContain(added);
  expect((await admin.call("PATCH", at, { body: { config: { [added]: 1 } } })).status).toBe(409);

  // Not another than was read of, not while it is held, not what the provider refuses.
  expect((await upgrade("999.0.0")).status).toBe(409);
  expect((await admin.call("PUT", `${at}/pin`)).status).toBe(200);
  expect((await upgrade(next)).status).toBe(409);
  expect((await admin.call("DELETE", `${at}/pin`)).status).toBe(200);
  const known = accepted;
  accepted = { other: "values" };
  const refused = await upgrade(next);
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ["version"]]);
  expect(await stands()).toMatchObject({ version, state: "connected" });
  accepted = known;

  const { status, body } = await upgrade(next);
  expect([status, body.doc?.version, body.doc?.state, body.doc?.upgrade, body.doc?.applied]).toEqual([
    200,
    next,
    "connected",
    null,
    true,
  ]);
  expect(body.doc.config).toEqual(newer.config.parse({ ...config, [added]: 8 }));
  expect((await upgrade(next)).status).toBe(200);
  expect((await upgrade(version)).status).toBe(409);
  // Nor when the product itself goes back.
  offer(manifest);
  expect((await upgrade(version)).status).toBe(409);
  expect(await stands()).toMatchObject({ version: next });
}

/** The platform and the account let it in, whatever it costs and needs. */
async function makeInstallable({ slug, dependencies }: ModuleManifest): Promise<void> {
  expect(dependencies).toEqual([]);
  const shown = await admin.call<Module>("GET", `/api/modules/${slug}`);
  expect([shown.status, shown.body.entitlement]).toEqual([200, "entitled"]);
}

/** Long enough to be told from ordinary words. */
const TELLING_CHARACTERS = 9;

function expectNoSecret({ requirements }: ModuleManifest, values: Credentials, text: string): void {
  const secrets = requirements
    // A key file's address is shown, and it is in the file.
    .filter((requirement) => isSecret(requirement) && requirement.kind !== "json-key-file")
    .flatMap(({ name }) => values[name] ?? []);
  expect(secrets.filter((secret) => secret.length >= TELLING_CHARACTERS && text.includes(secret))).toEqual([]);
}

function sameValues(body: string, values: Credentials): boolean {
  const sorted = (given: object): string => JSON.stringify(Object.entries(given).toSorted());
  return sorted(JSON.parse(body) as object) === sorted(values);
}

/** What is left of an integration: in the control plane and in the account's object. */
async function leftOf(id: string): Promise<string[]> {
  const { results } = await prepared(
    "SELECT 'integration' AS what FROM integrations WHERE id = ?1 UNION ALL SELECT 'credential' FROM credentials WHERE integration_id = ?1 UNION ALL SELECT 'outside id' FROM outside_ids WHERE integration_id = ?1",
  )
    .bind(id)
    .all<{ what: string }>();
  const copies = await runInDurableObject(subAccount(env, admin.homeTenantId), (_object, { storage }) =>
    storage.sql.exec("SELECT 1 FROM integrations WHERE id = ?", id).toArray(),
  );
  return [...results.map(({ what }) => what), ...copies.map(() => "copy")];
}
