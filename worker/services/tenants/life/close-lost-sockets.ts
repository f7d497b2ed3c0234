import { subAccount } from "../../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../../schema/actor.ts";
import type { TenantRow } from "../../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../../schema/reason-of.ts";
import { isMember } from "../../../directory/members.ts";
import { ACCESS_CACHE_MS } from "../../../middleware/expiring-cache.ts";
import type { Ctx } from "../../ctx.ts";

/**
 * Closes the sockets of everyone who listens to an account and reaches it no more. Once now, and once when no door elsewhere remembers the old
 * rights: one opened in between goes too.
 */
export async function closeLostSockets(ctx: Ctx, tenant: Pick<TenantRow, "id" | "agencyId">): Promise<void> {
  await closeNow(ctx, tenant);
  ctx.waitUntil(scheduler.wait(ACCESS_CACHE_MS).then(() => closeNow(ctx, tenant)));
}

async function closeNow(ctx: Ctx, tenant: Pick<TenantRow, "id" | "agencyId">): Promise<void> {
  const actor: SystemActor = { kind: "system", tenantId: tenant.id, via: "control-plane" };
  try {
    const account = subAccount(ctx.env, tenant.id);
    for (const userId of await account.peopleHere(actor)) {
      if (!(await isMember(ctx.env, tenant, userId))) await account.endUser(actor, { userId });
    }
  } catch (error) {
    const { requestId } = ctx;
    const reason = reasonOf(error);
    console.error(
      JSON.stringify({ level: "error", event: "lost_sockets_not_closed", requestId, tenantId: tenant.id, reason }),
    );
  }
}
