import type { ModuleManifest } from "../../../../modules/module.ts";
import type { FormSpec, HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import type { IntegrationRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";
import { heldOf } from "../../module-access/access.ts";
import { requireEntitled } from "../../modules/entitled.ts";
import { offersSandbox } from "../../modules/list.ts";
import { askedFields, askedSettings, rulesAmong } from "../asked-fields.ts";
import { faultsOf } from "../faults-of.ts";
import { type HeldFields, heldFields } from "../held-fields.ts";
import { aboutModule, moduleOf, type SessionModule } from "../module-of.ts";
import type { Scene } from "../scene.ts";

/**
 * A sealed form for what a module lacks, or what its provider refused. Where nothing is to be asked there is none, and the set-up goes on.
 * Throws `forbidden`, `plan_limit`, `invalid` (fields the module does not have).
 */
export async function requestCredentials(
  scene: Scene,
  { module, fields }: ToolInput<"requestCredentials">,
): Promise<HostResult> {
  const found = await moduleOf(scene, module);
  const form = await missingForm(scene, found, fields);
  if (form === undefined)
    return {
      ok: true,
      outcome: `Nothing is needed for ${found.manifest.name}.`,
      content: { module, stored: {}, missing: [] },
    };
  return {
    ok: true,
    outcome: `Asked for: ${form.fields.map(({ label }) => label).join(", ")}.`,
    content: { module, asked: form.fields.map(({ name }) => name) },
    form,
  };
}

/**
 * What of a module has to be asked for now: what is missing, and what its provider refused, unless fields are `named`. Undefined where that is
 * nothing. Throws as `requestCredentials` does.
 */
export async function missingForm(
  scene: Scene,
  { offer, manifest, row }: SessionModule,
  named?: string[],
): Promise<FormSpec | undefined> {
  const { ctx } = scene;
  requireCapability(ctx.actor, "manageModules");
  if (row === undefined)
    requireEntitled(ctx.tenant, offer, await heldOf(ctx.env, ctx.db, ctx.tenant.id, manifest.slug));
  const held = await heldFields(scene, manifest, row);
  const refused = row?.state === "error" ? faultsOf(manifest, row.health, (field) => isOwn(held, field)) : [];
  const asked = row?.sandbox === true ? NOTHING : choose(manifest, { row, held, refused, named });
  if (asked.credentials.length + asked.settings.length === 0) return undefined;
  return formOf(manifest, { asked, held, row, refused, sandbox: offersSandbox(ctx.env, manifest) });
}

interface Asked {
  credentials: readonly Requirement[];
  settings: readonly Requirement[];
}
const NOTHING: Asked = { credentials: [], settings: [] };

function choose(
  manifest: ModuleManifest,
  at: { row: IntegrationRow | undefined; held: HeldFields; refused: string[]; named: string[] | undefined },
): Asked {
  const { row, held, refused, named } = at;
  const settings = askedSettings(manifest);
  if (named === undefined) {
    const missing = new Set(askedFields(manifest, held.known).map(({ name }) => name));
    return {
      credentials: manifest.requirements.filter(({ name }) => missing.has(name) || refused.includes(name)),
      settings: row === undefined ? settings.filter(({ name }) => !(name in held.config)) : [],
    };
  }
  const strange = named.find((name) => ![...manifest.requirements, ...settings].some((one) => one.name === name));
  if (strange !== undefined)
    throw new TrellisError("invalid", { message: `${manifest.name} has no field of that name.`, field: "fields" });
  const shared = named.find((name) => held.shared.has(name));
  if (shared !== undefined)
    throw new TrellisError("forbidden", { message: "The agency shares this, and replaces it itself." });
  return {
    credentials: manifest.requirements.filter(({ name }) => named.includes(name)),
    settings: settings.filter(({ name }) => named.includes(name)),
  };
}

function formOf(
  manifest: ModuleManifest,
  at: {
    asked: Asked;
    held: HeldFields;
    row: IntegrationRow | undefined;
    refused: readonly string[];
    sandbox: boolean;
  },
): FormSpec {
  const { asked, held, row, refused, sandbox } = at;
  const fields = [...asked.credentials, ...asked.settings];
  const settings = asked.settings.map(({ name }) => name);
  const said = [row?.health.reason, row?.health.fix].filter((part) => part !== undefined).join(" ");
  const isAgain = row !== undefined && !row.health.ok && said !== "";
  return {
    module: aboutModule(manifest),
    text: isAgain ? said : manifest.summary,
    fields,
    rules: rulesAmong(manifest.rules, asked.credentials),
    settings,
    values: Object.fromEntries(
      fields.flatMap(({ name }) => {
        const value = settings.includes(name) ? held.config[name] : held.open[name];
        return value === undefined ? [] : [[name, String(value)]];
      }),
    ),
    faults: Object.fromEntries(
      asked.credentials
        .filter(({ name }) => refused.includes(name))
        .map(({ name }) => [name, row?.health.reason ?? "The provider refused it."]),
    ),
    sandbox: sandbox && row === undefined,
  };
}

function isOwn({ values }: HeldFields, field: string): boolean {
  return values[field] !== undefined;
}
