import type { Context, MiddlewareHandler } from "hono";
import { describeRoute, resolver, uniqueSymbol } from "hono-openapi";
import type { z } from "zod";
import { requireCapability, type UserActor } from "../../schema/actor.ts";
import type { Capability, TenantType } from "../../schema/capabilities.ts";
import { ErrorResponse } from "../../schema/contracts/common.ts";
import { type ErrorCode, ERRORS, TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { ScopedDb } from "../db/scoped.ts";
import { accessOn, activeTenant } from "./active-tenant.ts";
import { needsOrigin, refuseForeignOrigin, requireOwnOrigin } from "./origin.ts";
import { type Principal, readPrincipal } from "./principal.ts";

/**
 * Who may call a route. `open` needs a reason; `signedIn` a session; `onTenant` a capability on the active tenant, which must be of one of
 * the types in `on` (a sub-account unless told).
 */
export type Policy =
  | { kind: "open"; reason: string }
  | { kind: "signedIn" }
  | { kind: "onTenant"; capability: Capability; on: readonly TenantType[] };

export function open(reason: string): Policy {
  return { kind: "open", reason };
}
export const signedIn: Policy = { kind: "signedIn" };
export const ANY_TENANT = ["platform", "agency", "subaccount"] as const satisfies readonly TenantType[];
export function onTenant(capability: Capability, on: readonly TenantType[] = ["subaccount"]): Policy {
  return { kind: "onTenant", capability, on };
}

/** Marks the one handler of a route that carries its policy; `assertPolicies` looks for it. */
export const POLICY = Symbol("policy");

/** What a route declares: its policy, and what OpenAPI says of it. `errors` adds to those the policy brings. */
export interface RouteDeclaration {
  policy: Policy;
  summary: string;
  tags: [string];
  description?: string;
  responses: Record<number, { description: string; schema?: z.ZodType; contentType?: string }>;
  errors?: readonly ErrorCode[];
}

/**
 * First handler of every route: refuses whom the policy refuses, then puts `principal` (signedIn) and `ctx` (onTenant) in the context, and
 * describes the route for OpenAPI. A route without it does not start (`assertPolicies`).
 */
export function route(declaration: RouteDeclaration): MiddlewareHandler<AppEnv> {
  const { policy } = declaration;
  const enforce: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (policy.kind === "open") {
      if (needsOrigin(c)) refuseForeignOrigin(c);
    } else {
      const principal = await readPrincipal(c);
      if (principal === undefined) throw new TrellisError("unauthenticated");
      if (principal.viaCookie && needsOrigin(c)) requireOwnOrigin(c);
      c.set("principal", principal);
      if (policy.kind === "onTenant") await enterTenant(c, principal, policy);
    }
    await next();
  };
  const documentation = describeRoute({ summary: declaration.summary, tags: declaration.tags, ...describe(declaration) }) as unknown as Record<symbol, unknown>;
  return Object.assign(enforce, { [POLICY]: policy, [uniqueSymbol]: documentation[uniqueSymbol] });
}

async function enterTenant(c: Context<AppEnv>, principal: Principal, policy: Extract<Policy, { kind: "onTenant" }>): Promise<void> {
  const tenant = await activeTenant(c, principal);
  const { role, capabilities } = accessOn(principal.grants, tenant);
  const actor: UserActor = {
    kind: "user",
    tenantId: tenant.id,
    userId: principal.userId,
    name: principal.name,
    role,
    capabilities,
    sessionId: principal.sessionId,
    requestId: c.get("requestId"),
  };
  if (!policy.on.includes(tenant.type)) throw new TrellisError("not_a_subaccount");
  requireCapability(actor, policy.capability);
  if (tenant.status === "suspended" && needsOrigin(c) && c.req.method !== "GET") throw new TrellisError("suspended");
  c.set("ctx", {
    actor,
    tenant,
    db: new ScopedDb(c.env.DB, actor),
    env: c.env,
    requestId: c.get("requestId"),
    now: Date.now(),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
}

const POLICY_ERRORS = {
  open: [],
  signedIn: ["unauthenticated", "session_ended"],
  onTenant: ["unauthenticated", "session_ended", "forbidden", "not_found"],
} as const satisfies Record<Policy["kind"], readonly ErrorCode[]>;

function describe({ policy, description, responses, errors = [] }: RouteDeclaration) {
  const failures = new Map<number, string[]>();
  for (const code of new Set<ErrorCode>([...POLICY_ERRORS[policy.kind], ...errors, "internal"])) {
    const { status, message } = ERRORS[code];
    failures.set(status, [...(failures.get(status) ?? []), `\`${code}\`: ${message}`]);
  }
  const documented = Object.entries(responses).map(([status, { description: text, schema, contentType }]) => [
    status,
    { description: text, ...(schema ? { content: { [contentType ?? "application/json"]: { schema: resolver(schema) } } } : {}) },
  ]);
  const failed = [...failures].map(([status, lines]) => [
    String(status),
    { description: lines.join("\n"), content: { "application/json": { schema: resolver(ErrorResponse) } } },
  ]);
  return {
    ...(description === undefined ? {} : { description }),
    security: policy.kind === "open" ? [] : [{ token: [] }, { cookie: [] }],
    ...(policy.kind === "onTenant"
      ? {
          parameters: [
            { name: "X-Tenant", in: "header" as const, required: false, schema: { type: "string" as const }, description: "The account acted on; the caller's home unless given." },
          ],
        }
      : {}),
    responses: Object.fromEntries([...failed, ...documented]),
  };
}
