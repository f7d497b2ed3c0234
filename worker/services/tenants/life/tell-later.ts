import type { TenantRow } from "../../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../../schema/reason-of.ts";
import { forgetKeys } from "../../../middleware/read-key.ts";
import { forgetTenants } from "../../../middleware/active-tenant.ts";
import { rememberedPrincipals } from "../../../middleware/remembered-principals.ts";
import { tellListingsOf } from "../../accounts/tell-listings.ts";
import type { Ctx } from "../../ctx.ts";
import { reapplyIntegrations } from "../../integrations/reapply.ts";
import { tellStanding } from "./tell-standing.ts";

/**
 * After a change of a tenant's life: forgets what this isolate remembers of rights, and tells the account's object and the roll-ups before the answer. The
 * clients of an agency hear of it after the answer, all of them. What fails stays noted, and the sweep tells it.
 */
export async function tellLater(ctx: Ctx, { id, type }: Pick<TenantRow, "id" | "type">): Promise<void> {
  forgetTenants();
  forgetKeys();
  rememberedPrincipals.clear();
  await tellListingsOf(ctx.env, id, ctx.now);
  if (type === "agency") {
    ctx.waitUntil(reapplyIntegrations(ctx.env, ctx.now));
    return;
  }
  await tellAtOnce(ctx, id);
}

/** Tells an account's object how it stands, before the answer. What fails stays noted, and the sweep tells it. */
export async function tellAtOnce(ctx: Ctx, id: string): Promise<void> {
  try {
    await tellStanding(ctx.env, { tenantId: id, version: 0 });
  } catch (error) {
    const { requestId } = ctx;
    const reason = reasonOf(error);
    console.warn(JSON.stringify({ level: "warn", event: "standing_not_told", requestId, tenantId: id, reason }));
  }
}
