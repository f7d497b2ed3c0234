import { manifestOf } from "../../../modules/catalog.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { CredentialRow, IntegrationRow, IntegrationWatchRow } from "../../../schema/control-plane/index.ts";
import { choiceOf } from "../../../schema/manifest/field-rule.ts";
import { compareVersions } from "../../../schema/manifest/semver.ts";
import type { AccountCtx } from "../ctx.ts";
import { configOrigins } from "./effective-config.ts";
import { hasOwnApp } from "./own-app.ts";
import { openReadable, secretsOf } from "./seal.ts";

/**
 * An integration as the API shows it: of a secret only that it is set and its hint, of other values the value too. What an agency shares is
 * not shown, but for a choice on which it depends what else is asked for.
 */
export async function integrationDocument(
  ctx: AccountCtx,
  row: IntegrationRow,
  rows: readonly CredentialRow[],
  watch: IntegrationWatchRow | undefined,
): Promise<Integration> {
  const secret = secretsOf(row.module);
  const { requirements = [], rules = [] } = manifestOf(row.module) ?? {};
  const choices = new Set(rules.flatMap((rule) => choiceOf(rule)?.field ?? []));
  const shows = (field: string) =>
    requirements.some(({ name, kind }) => name === field && kind === "select") && choices.has(field);
  const open = await openReadable(
    ctx.env,
    row,
    rows.filter(({ field, shared }) => (!shared || shows(field)) && !secret(field)),
  );
  const fields = new Set([...requirements.map(({ name }) => name), ...rows.map(({ field }) => field)]);
  const credentials: Integration["credentials"] = {};
  for (const field of fields) {
    const stored = rows.find((candidate) => candidate.field === field);
    const value = open[field];
    credentials[field] = {
      set: stored !== undefined,
      // What the agency shares is the agency's: not even its ending is shown here.
      hint: stored === undefined || stored.shared ? "" : stored.hint,
      ...(stored?.shared === true ? { shared: true as const } : {}),
      ...(value === undefined ? {} : { value }),
    };
  }
  const ownApp = hasOwnApp(rows.map(({ field }) => field));
  return {
    id: row.id,
    module: row.module,
    version: row.version,
    state: row.state,
    health: row.health,
    config: row.config,
    credentials,
    origins: configOrigins(Object.keys(row.config), row),
    deployed: row.deployed && {
      deployment: row.deployed.deployment,
      credentialMode: row.deployed.credentialMode,
      allowCustomize: row.deployed.allowCustomize,
    },
    details: row.details,
    sandbox: row.sandbox,
    webhookUrl: ownApp ? `${ctx.origin}/webhooks/${row.module}/${row.id}` : null,
    applied: row.appliedVersion === row.desiredVersion,
    pinned: row.pinned,
    upgrade: upgradeDocument(row),
    watch: watch === undefined || row.state === "disabled" ? null : watchDocument(watch),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

/** The catalog's version where it is newer than the installed one, with what was new in each since. */
function upgradeDocument({ module, version }: IntegrationRow): Integration["upgrade"] {
  const manifest = manifestOf(module);
  if (manifest === undefined || compareVersions(manifest.version, version) <= 0) return null;
  const since = manifest.changeNotes.filter((change) => compareVersions(change.version, version) > 0);
  return {
    version: manifest.version,
    changes: since.map((change) => ({ version: change.version, notes: [...change.notes] })),
  };
}

function watchDocument({ dueAt, failures, failingSince, reason }: IntegrationWatchRow): Integration["watch"] {
  return {
    nextCheckAt: new Date(dueAt).toISOString(),
    failures,
    failingSince: failingSince === null ? null : new Date(failingSince).toISOString(),
    reason,
  };
}
