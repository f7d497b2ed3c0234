import type { Context } from "hono";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { AppEnv } from "../app-env.ts";
import { ScopedDb } from "../db/scoped.ts";
import type { Ctx } from "../services/ctx.ts";
import { accessOn, reachableTenant } from "./active-tenant.ts";
import { ownOrigin } from "./origin.ts";
import type { Principal } from "./principal.ts";

/**
 * What a verb gets when this person acts on this tenant. The one place an actor of a person is made: throws `not_found` when no grant
 * reaches the tenant. `enter` goes on to another tenant by the same rule.
 */
export function ctxOn(c: Context<AppEnv>, principal: Principal, tenant: TenantRow): Ctx {
  const requestId = c.get("requestId");
  const actor: Ctx["actor"] = {
    kind: "user",
    tenantId: tenant.id,
    userId: principal.userId,
    name: principal.name,
    ...accessOn(principal.grants, tenant),
    sessionId: principal.sessionId,
    requestId,
  };
  return {
    actor,
    email: principal.email,
    tenant,
    db: new ScopedDb(c.env, actor),
    env: c.env,
    requestId,
    origin: ownOrigin(c),
    now: Date.now(),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
    enter: async (tenantId) => ctxOn(c, principal, await reachableTenant(c.env, principal, tenantId)),
  };
}
