import { requireCapability } from "../../../schema/actor.ts";
import type { ConfigureModule, Integration, IntegrationState } from "../../../schema/contracts/integrations.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import type { Ctx } from "../ctx.ts";
import { changeIntegration } from "./change.ts";
import { openIntegration } from "./find.ts";
import { getIntegration } from "./get.ts";
import { readConfig } from "./read-config.ts";

/**
 * Changes settings, or switches the integration off and on. What is given is laid over what is set, and null clears. Switched off it sends nothing; its ids
 * stay its own and what arrives is still kept. Throws `forbidden`, `not_found`, `invalid`, `conflict` (changed in the meantime).
 */
export async function configureModule(ctx: Ctx, id: string, input: ConfigureModule): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const { row, manifest } = await openIntegration(ctx, id);
  // Null clears a setting: what is left out stays as it is.
  const laid = Object.entries({ ...row.config, ...input.config }).filter(([, value]) => value !== null);
  const config = readConfig(manifest, Object.fromEntries(laid));
  const state = input.enabled === undefined ? row.state : switched(row, input.enabled);
  if (state === row.state && JSON.stringify(config) === JSON.stringify(row.config)) return getIntegration(ctx, id);

  return changeIntegration(ctx, row, {
    set: { config, state },
    audit: {
      action: "integration.configured",
      before: { config: row.config, state: row.state },
      after: { config, state },
    },
  });
}

/** Switching on what was never off changes nothing; switching on again brings back what the last check found. */
function switched(row: IntegrationRow, enabled: boolean): IntegrationState {
  if (!enabled) return "disabled";
  if (row.state !== "disabled") return row.state;
  return row.health.ok ? "connected" : "error";
}
