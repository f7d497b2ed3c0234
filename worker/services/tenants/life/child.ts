import type { TenantRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { ScopedDb } from "../../../db/scoped.ts";
import { tenantRow } from "../../../directory/tenants.ts";
import type { Ctx } from "../../ctx.ts";

/** The tenant below the active one that an act is about, as it is in the store this moment, deleted or not. Throws `not_found`. */
export async function childOf(over: Ctx, id: string): Promise<TenantRow> {
  const child = await tenantRow(over.env, id);
  if (child === undefined || child.parentId !== over.tenant.id) throw new TrellisError("not_found");
  return child;
}

/** The acting person's way into another tenant's audit log: an act on an account stands in its own log and in its parent's. */
export function logOf({ env, actor }: Ctx, tenantId: string): ScopedDb {
  return new ScopedDb(env, { ...actor, tenantId });
}
