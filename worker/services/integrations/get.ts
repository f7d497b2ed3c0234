import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { watchOf } from "../../directory/integration-watches.ts";
import type { AccountCtx } from "../ctx.ts";
import { integrationDocument } from "./document.ts";
import { findIntegration } from "./find.ts";

/** One integration of the account. Throws `forbidden`, `not_found`. */
export async function getIntegration(ctx: AccountCtx, id: string): Promise<Integration> {
  requireCapability(ctx.actor, "viewSettings");
  const { row, sealed } = await findIntegration(ctx, id);
  const watch = await watchOf(ctx.env, { tenantId: ctx.tenant.id, integrationId: id });
  return integrationDocument(ctx, row, sealed, watch);
}
