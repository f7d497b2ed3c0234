import { requireCapability } from "../../../schema/actor.ts";
import type { ConfigureModule, Integration, IntegrationState } from "../../../schema/contracts/integrations.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { compareVersions, satisfies } from "../../../schema/manifest/semver.ts";
import type { Ctx } from "../ctx.ts";
import { changeIntegration } from "./change.ts";
import { effectiveConfig } from "./effective-config.ts";
import { openIntegration, type OpenIntegration } from "./find.ts";
import { getIntegration } from "./get.ts";
import { refuseUnlessOwn } from "./refuse-unless-own.ts";
import { waitsFor } from "./waits-for.ts";

/**
 * Changes settings, or switches the integration off and on. What is given is laid over what is set, and null clears. Switched off it sends nothing; its ids
 * stay its own and what arrives is still kept. Throws `forbidden` (also where the agency's deployment allows nothing of the account's own), `not_found`,
 * `invalid`, `conflict` (changed in the meantime).
 */
export async function configureModule(ctx: Ctx, id: string, input: ConfigureModule): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const open = await openIntegration(ctx, id);
  const { row, manifest } = open;
  refuseUnlessOwn(row, "settings");
  if (input.config !== undefined) refuseOutdated(row, manifest);
  // Null clears a setting, which is then as the agency or the module has it: what is left out stays as it is.
  const laid = Object.entries({ ...row.ownConfig, ...input.config }).filter(([, value]) => value !== null);
  const ownConfig = Object.fromEntries(laid);
  // What is only switched stays as it was set, also where an earlier version set it.
  const config =
    input.config === undefined ? row.config : effectiveConfig(manifest, { ownConfig, deployed: row.deployed });
  const state = input.enabled === undefined ? row.state : switched(open, input.enabled);
  if (state === row.state && JSON.stringify([config, ownConfig]) === JSON.stringify([row.config, row.ownConfig]))
    return getIntegration(ctx, id);

  return changeIntegration(ctx, row, {
    set: { config, ownConfig, state },
    audit: {
      action: "integration.configured",
      before: { config: row.config, state: row.state },
      after: { config, state },
    },
  });
}

/** The form of the settings is that of the version in the catalog: what an earlier one has set is migrated first, not guessed at. */
function refuseOutdated({ version }: IntegrationRow, { name, version: offered }: ModuleManifest): void {
  if (satisfies(offered, `~${version}`) || compareVersions(offered, version) < 0) return;
  throw new TrellisError("conflict", {
    message: `${name} is at version ${version} here, and its settings are those of ${offered}. Upgrade it first.`,
    field: "config",
  });
}

/** Switching on what was never off changes nothing; switching on again brings back what the last check found. */
function switched({ row, manifest, credentials }: OpenIntegration, enabled: boolean): IntegrationState {
  if (!enabled) return "disabled";
  if (row.state !== "disabled") return row.state;
  if (row.deployed !== null && waitsFor(manifest, credentials).length > 0) return "pending";
  return row.health.ok ? "connected" : "error";
}
