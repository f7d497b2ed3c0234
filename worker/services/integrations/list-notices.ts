import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Notice } from "../../../schema/contracts/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { findIntegration } from "./find.ts";

/** What the provider said about one integration lately, newest first. Throws `forbidden`, `not_found`. */
export async function listNotices(ctx: Ctx, id: string): Promise<Notice[]> {
  requireCapability(ctx.actor, "viewSettings");
  await findIntegration(ctx, id);
  return subAccount(ctx.env, ctx.tenant.id).listNotices(ctx.actor, { integrationId: id });
}
