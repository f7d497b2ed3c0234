import type { TenantAccess } from "../../../schema/contracts/tenants.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { standingOf, stoppedBy } from "../../../schema/standing.ts";
import type { Ctx } from "../ctx.ts";
import { brandOf } from "../branding/worn.ts";
import { limitsOf } from "../usage/read.ts";
import { tenantDocument } from "./document.ts";

/**
 * How the caller stands to the active tenant: the way up to it as far as their grants reach, their role and what it allows. Who has no
 * grant on an agency does not learn from its client's account which one it is.
 */
export async function tenantAccess(ctx: Ctx): Promise<TenantAccess> {
  const path: TenantRow[] = [ctx.tenant];
  for (let parentId = ctx.tenant.parentId; parentId !== null;) {
    const parent = await reachable(ctx, parentId);
    if (parent === undefined) break;
    path.unshift(parent);
    parentId = parent.parentId;
  }
  const { statusReason, statusAt } = ctx.tenant;
  const by = stoppedBy(ctx.tenant, ctx.now);
  return {
    tenant: tenantDocument(ctx.tenant),
    standing: {
      status: standingOf(ctx.tenant, ctx.now),
      by,
      // An agency's troubles are not its clients' to read.
      reason: by === "account" ? statusReason : null,
      since: by === "account" && statusAt !== null ? new Date(statusAt).toISOString() : null,
    },
    path: path.map(({ id, type, name, slug }) => ({ id, type, name, slug })),
    limits: (await limitsOf(ctx)).filter(({ level }) => level !== null),
    role: ctx.actor.kind === "user" ? ctx.actor.role : null,
    capabilities: ctx.actor.capabilities,
    brand: await brandOf(ctx.env, ctx.tenant.id),
  };
}

async function reachable(ctx: Ctx, tenantId: string): Promise<TenantRow | undefined> {
  try {
    return (await ctx.enter(tenantId)).tenant;
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}
