import type { Context } from "hono";
import type { AppEnv } from "../app-env.ts";
import { ScopedDb } from "../db/scoped.ts";
import type { ReachedTenant } from "../directory/tenants.ts";
import type { Ctx } from "../services/ctx.ts";
import { accessOn, capabilitiesOn, reachableTenant } from "./active-tenant.ts";
import { linkOrigin } from "./origin.ts";
import { actorThroughOthersEyes } from "./impersonation.ts";
import type { Caller } from "./principal.ts";
import { requireSecondFactor } from "./require-second-factor.ts";

/**
 * What a verb gets when this caller acts on this tenant. The one place an actor from outside is made: throws `not_found` when no grant
 * reaches the tenant, `second_factor_required` where its agency asks for more than the session has shown. `enter` goes on to another tenant by the same rule.
 */
export function ctxOn(c: Context<AppEnv>, caller: Caller, tenant: ReachedTenant): Ctx {
  const requestId = c.get("requestId");
  const actor = actorOn(caller, tenant, requestId);
  requireSecondFactor(caller, tenant);
  return {
    actor,
    email: caller.kind === "key" ? null : caller.email,
    tenant,
    db: new ScopedDb(c.env, actor),
    env: c.env,
    requestId,
    origin: linkOrigin(c),
    now: Date.now(),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
    enter: async (tenantId) => ctxOn(c, caller, await reachableTenant(c.env, caller, tenantId)),
  };
}

function actorOn(caller: Caller, tenant: ReachedTenant, requestId: string): Ctx["actor"] {
  if (caller.kind === "key") {
    const { kind, keyId, name, grants } = caller;
    return { kind, tenantId: tenant.id, keyId, name, capabilities: capabilitiesOn(grants, tenant), requestId };
  }
  if (caller.kind === "impersonator") return actorThroughOthersEyes(caller, tenant, requestId);
  return {
    kind: "user",
    tenantId: tenant.id,
    userId: caller.userId,
    name: caller.name,
    ...accessOn(caller.grants, tenant),
    sessionId: caller.sessionId,
    requestId,
  };
}
