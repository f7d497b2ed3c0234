import { handlersOf } from "../../../modules/handlers.ts";
import type { ModuleHandlers, ModuleManifest } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Integration, UpgradeIntegration } from "../../../schema/contracts/integrations.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { compareVersions } from "../../../schema/manifest/semver.ts";
import { integrationsOf } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { noteChecked } from "../health/note-checked.ts";
import { changeIntegration } from "./change.ts";
import { checkWithProvider, stateAfter } from "./check.ts";
import { claimStatements } from "./claims.ts";
import { refuseOutgrown, requireDependencies } from "./dependencies.ts";
import { effectiveConfig } from "./effective-config.ts";
import { type OpenIntegration, openIntegration } from "./find.ts";
import { getIntegration } from "./get.ts";
import { readCredentials } from "./read-credentials.ts";

/**
 * Brings an integration to the version that the catalog offers, which the caller names, so that nobody gets another than they read of. The module
 * migrates its settings, and the provider is asked with the credentials there are; what either refuses changes nothing. The same again changes
 * nothing. Throws `forbidden`, `not_found`, `conflict` (a downgrade, another version than is offered, pinned, what it needs or what needs it does
 * not go with it, changed in the meantime), `invalid` (settings or credentials that the new version does not take, or the provider's reason).
 */
export async function upgradeIntegration(ctx: Ctx, id: string, { version }: UpgradeIntegration): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const opened = await openIntegration(ctx, id);
  const { row, manifest } = opened;
  refuseVersion(row, manifest, version);
  if (row.version === manifest.version) return getIntegration(ctx, id);
  const installed = await integrationsOf(ctx.db);
  requireDependencies(manifest, installed);
  refuseOutgrown(manifest, installed);

  const migrated = migratedConfig(manifest, handlersOf(manifest.slug), row);
  const found = await checked(ctx, opened);
  return changeIntegration(ctx, row, {
    set: { version: manifest.version, ...migrated, ...found.set },
    writes: found.writes,
    audit: {
      action: "integration.upgraded",
      before: { version: row.version, config: row.config },
      after: { version: manifest.version, config: migrated.config },
    },
  });
}

function refuseVersion(row: IntegrationRow, { name, version: offered }: ModuleManifest, asked: string): void {
  const conflict = (message: string) => new TrellisError("conflict", { message, field: "version" });
  if (compareVersions(asked, row.version) < 0)
    throw conflict(`${name} is at version ${row.version} here, and does not go back to ${asked}.`);
  if (compareVersions(offered, row.version) < 0)
    throw conflict(`${name} is at version ${row.version} here, and this product has ${offered}: it does not go back.`);
  if (asked !== offered) throw conflict(`${name} is offered at version ${offered}. Load it again.`);
  if (row.pinned && offered !== row.version)
    throw conflict(`${name} is held at version ${row.version} here. Release it first.`);
}

/** The settings as the new version takes them: those of the account and of the deployment that looks after it. Throws `invalid`. */
export function migratedConfig(
  manifest: ModuleManifest,
  handlers: Pick<ModuleHandlers, "migrateConfig"> | undefined,
  { version, ownConfig, deployed }: Pick<IntegrationRow, "version" | "ownConfig" | "deployed">,
): Pick<IntegrationRow, "config" | "ownConfig" | "deployed"> {
  const migrate = (config: Record<string, unknown>) => handlers?.migrateConfig?.(config, version) ?? config;
  const layers = {
    ownConfig: migrate(ownConfig),
    deployed: deployed && { ...deployed, config: migrate(deployed.config) },
  };
  return { ...layers, config: effectiveConfig(manifest, layers) };
}

/** What the provider says under the new version. What waits for its client is not asked about. */
async function checked(ctx: Ctx, { row, manifest, credentials, stored }: OpenIntegration) {
  if (row.state === "pending") return { set: {}, writes: [] };
  const given = readCredentials(manifest, {}, credentials);
  const isReadable = stored.every((field) => Object.hasOwn(credentials, field));
  if (!isReadable)
    throw new TrellisError("invalid", {
      message: "The stored credentials cannot be opened any more. Enter all of them again, then upgrade.",
      field: "credentials",
    });
  const at = { id: row.id, sandbox: row.sandbox, credentials: given, now: ctx.now };
  const verification = await checkWithProvider(ctx.env, manifest, at);
  const { health, details, proven } = verification;
  if (!health.ok)
    throw new TrellisError("invalid", {
      message:
        `Nothing is changed, because it does not work at the moment. ${health.reason ?? ""} ${health.fix ?? ""}`.trim(),
      field: "version",
    });
  return {
    set: { state: stateAfter(verification, row.state), health, details },
    writes: [
      ...(await claimStatements(ctx, row.id, given, proven)),
      noteChecked(ctx.env, { tenantId: ctx.tenant.id, integrationId: row.id }, health, ctx.now),
    ],
  };
}
