import type { ModuleManifest } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import {
  type CreateDeployment,
  type DeploymentPreview,
  PREVIEW_SHOWN_MAX,
  type TargetEffect,
} from "../../../schema/contracts/deployments.ts";
import { type ClientLine, clientLines } from "../../directory/deployment-accounts.ts";
import type { Ctx } from "../ctx.ts";
import { configOrigins, effectiveConfig } from "../integrations/effective-config.ts";
import { waitsFor } from "../integrations/waits-for.ts";
import { decideTarget } from "./decide.ts";
import { type Plan, planDeployment } from "./plan.ts";

const PAGE = 500;
/** Sorts after the id of every deployment there is: the one that is looked at would be the newest. */
const NOT_YET = "dep_~";

/**
 * What a deployment would do to each client, without doing it: the same request as to start it. Counts all of them and shows the first. A client
 * whose plan does not include the module shows when its turn comes. Throws `forbidden`, `invalid`.
 */
export async function previewDeployment(ctx: Ctx, input: CreateDeployment): Promise<DeploymentPreview> {
  requireCapability(ctx.actor, "deploy");
  const plan = await planDeployment(ctx, input);
  const preview: DeploymentPreview = {
    total: 0,
    effects: { install: 0, change: 0, keep: 0, blocked: 0 },
    asking: 0,
    docs: [],
  };
  for (let after = ""; ;) {
    const query = { clients: plan.clients, module: plan.manifest.slug, after, limit: PAGE };
    const lines = await clientLines(ctx.env, ctx.tenant.id, query);
    for (const line of lines) {
      const effect = effectOn(input, plan, line);
      preview.total += 1;
      preview.effects[effect.effect] += 1;
      if (effect.asks.length > 0) preview.asking += 1;
      if (preview.docs.length < PREVIEW_SHOWN_MAX) preview.docs.push(effect);
    }
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return preview;
    after = last.id;
  }
}

function effectOn(input: CreateDeployment, plan: Plan, line: ClientLine): TargetEffect {
  const { manifest } = plan;
  const { id, name, installed } = line;
  const decision = decideTarget(manifest, { id: NOT_YET, sandbox: input.sandbox }, installed);
  const account = { id, name };
  if (decision.kind === "keep" || decision.kind === "blocked")
    return { account, effect: decision.kind, reason: decision.reason, asks: [], changes: [] };
  return {
    account,
    effect: decision.kind,
    reason: null,
    asks: input.sandbox ? [] : asksOf(manifest, plan, installed?.own ?? []),
    changes: changesOf(input, plan, installed),
  };
}

/** What a client that has these fields already would be asked for. Values are not looked at: a field it gave counts as good. */
function asksOf(manifest: ModuleManifest, { credentials }: Plan, own: readonly string[]): string[] {
  const given = new Set([...own, ...Object.keys(credentials)]);
  const all = waitsFor(manifest, credentials);
  return manifest.requirements
    .filter(({ name, label }) => all.includes(label) && !given.has(name))
    .map(({ label }) => label);
}

function changesOf(
  { allowCustomize }: CreateDeployment,
  { manifest, config }: Plan,
  installed: ClientLine["installed"],
): TargetEffect["changes"] {
  const layers = { ownConfig: installed?.ownConfig ?? {}, deployed: { config, allowCustomize } };
  const after = effectiveConfig(manifest, layers);
  const origins = configOrigins(Object.keys(after), layers);
  return Object.entries(after).flatMap(([setting, to]) => {
    const from = installed?.config[setting];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return [{ setting, from: from ?? null, to, origin: origins[setting] ?? "module" }];
  });
}
