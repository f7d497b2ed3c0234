import { manifestOf } from "../../../modules/catalog.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { CredentialRow, IntegrationRow, IntegrationWatchRow } from "../../../schema/control-plane/index.ts";
import type { AccountCtx } from "../ctx.ts";
import { configOrigins } from "./effective-config.ts";
import { hasOwnApp } from "./own-app.ts";
import { openReadable, secretsOf } from "./seal.ts";

/** An integration as the API shows it: of a secret only that it is set and its hint, of other values the value too. */
export async function integrationDocument(
  ctx: AccountCtx,
  row: IntegrationRow,
  rows: readonly CredentialRow[],
  watch: IntegrationWatchRow | undefined,
): Promise<Integration> {
  const secret = secretsOf(row.module);
  const open = await openReadable(
    ctx.env,
    row,
    rows.filter(({ field, shared }) => !shared && !secret(field)),
  );
  const fields = new Set([
    ...(manifestOf(row.module)?.requirements.map(({ name }) => name) ?? []),
    ...rows.map(({ field }) => field),
  ]);
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
    watch: watch === undefined || row.state === "disabled" ? null : watchDocument(watch),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
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
