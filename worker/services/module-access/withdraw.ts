import { authorOf, requireCapability } from "../../../schema/actor.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { settleRequest } from "../../directory/module-requests.ts";
import type { Ctx } from "../ctx.ts";
import { getModule } from "../modules/list.ts";

/** Takes back what the account asked for. Answers the module as it stands then. Throws `forbidden`, `not_found`, `conflict` (nothing waits). */
export async function withdrawRequest(ctx: Ctx, slug: string): Promise<Module> {
  requireCapability(ctx.actor, "manageModules");
  await getModule(ctx, slug);
  const set = {
    state: "withdrawn",
    reason: null,
    decidedByName: authorOf(ctx.actor).name,
    decidedAt: ctx.now,
  } as const;
  await ctx.db.commit({
    writes: [mustChange(settleRequest(ctx.env, { tenantId: ctx.tenant.id, module: slug }, set))],
    audit: { action: "module.request_withdrawn", entity: "module", entityId: slug },
    otherwise: new TrellisError("conflict", { message: "Nothing is asked for that still waits." }),
  });
  return getModule(ctx, slug);
}
