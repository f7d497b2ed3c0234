import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { changeIntegration } from "./change.ts";
import { findIntegration } from "./find.ts";
import { getIntegration } from "./get.ts";

/**
 * Holds an integration at the version it has: it is upgraded by nobody until it is released. Throws `forbidden`, `not_found`, `conflict` (changed
 * in the meantime).
 */
export async function pinIntegration(ctx: Ctx, id: string, pinned: boolean): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const { row } = await findIntegration(ctx, id);
  if (row.pinned === pinned) return getIntegration(ctx, id);
  return changeIntegration(ctx, row, {
    set: { pinned },
    audit: {
      action: pinned ? "integration.pinned" : "integration.released",
      before: { pinned: row.pinned },
      after: { pinned, version: row.version },
    },
  });
}
