import type { SystemActor } from "../../../schema/actor.ts";
import { ScopedDb } from "../../db/scoped.ts";
import type { ReachedTenant } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import type { AccountCtx } from "../ctx.ts";

/** A deployment acting on one account: the product's machinery, whose audit rows name the deployment. */
export function machineryOn(env: Env, tenant: ReachedTenant, requestId: string, now: number): AccountCtx {
  const actor: SystemActor = { kind: "system", tenantId: tenant.id, via: "deployment", requestId };
  return { actor, tenant, db: new ScopedDb(env, actor), env, requestId, origin: env.APP_ORIGIN ?? "", now };
}

/** The way to an agency's own rows, for the machinery. */
export function agencyDb(env: Env, tenantId: string): ScopedDb {
  return new ScopedDb(env, { kind: "system", tenantId, via: "deployment" });
}
