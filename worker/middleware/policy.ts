import type { Context, MiddlewareHandler } from "hono";
import { describeRoute, resolver, uniqueSymbol } from "hono-openapi";
import type { z } from "zod";
import { can, requireCapability } from "../../schema/actor.ts";
import type { Capability, TenantType } from "../../schema/capabilities.ts";
import { ErrorResponse } from "../../schema/contracts/common.ts";
import { type ErrorCode, ERRORS, isTrellisError, TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { tenantById, tenantEvenDeleted } from "../directory/tenants.ts";
import type { Ctx } from "../services/ctx.ts";
import { API_KEY_PREFIX } from "../services/keys/key-format.ts";
import { refuseSuspended } from "../services/tenants/refuse-suspended.ts";
import { activeTenant, reachableTenant, reachedBy } from "./active-tenant.ts";
import { ctxOn } from "./ctx-on.ts";
import { hostOf } from "./host.ts";
import { impersonationNamed, readImpersonation } from "./impersonation.ts";
import { isUnsafe, needsOrigin, refuseForeignOrigin, requireOwnOrigin } from "./origin.ts";
import { meter } from "./meter.ts";
import { type Caller, presentedToken, type Principal, readPrincipalAt } from "./principal.ts";
import { readKey } from "./read-key.ts";

/**
 * Who may call a route. `open` and `perhapsSignedIn` need a reason; `signedIn` a session; `onTenant` a capability on the active tenant, which must be of one of
 * the types in `on` (a sub-account unless told); `onPathTenant` a capability on the tenant that `:id` of the path names, of any type; either is
 * written to `evenSuspended` where it says so; `overPathTenant` a capability on the parent of that tenant, which `ctx` then acts on. `deleted`
 * lets it name a deleted one.
 */
export type Policy =
  | { kind: "open"; reason: string }
  | { kind: "perhapsSignedIn"; reason: string }
  | { kind: "signedIn" }
  | { kind: "onTenant"; capability: Capability; on: readonly TenantType[]; orTicket?: true; evenSuspended?: true }
  | { kind: "onPathTenant"; capability: Capability; evenSuspended?: true }
  | { kind: "overPathTenant"; capability: Capability; deleted?: true };

export function open(reason: string): Policy {
  return { kind: "open", reason };
}
/** Anyone; a session that goes on is put in the context as `visitor`. */
export function perhapsSignedIn(reason: string): Policy {
  return { kind: "perhapsSignedIn", reason };
}
export const signedIn: Policy = { kind: "signedIn" };
export const ANY_TENANT = ["platform", "agency", "subaccount"] as const satisfies readonly TenantType[];
export function onTenant(
  capability: Capability,
  on: readonly TenantType[] = ["subaccount"],
  also: { evenSuspended?: true } = {},
): Policy {
  return { kind: "onTenant", capability, on, ...also };
}

export function onPathTenant(capability: Capability, also: { evenSuspended?: true } = {}): Policy {
  return { kind: "onPathTenant", capability, ...also };
}

/** Nobody acts so on their own account: what counts is the right on the one above it. */
export function overPathTenant(capability: Capability, also: { deleted?: true } = {}): Policy {
  return { kind: "overPathTenant", capability, ...also };
}

/** As onTenant, or a single-use `?ticket=` in place of a session: then no `ctx` is made, and whoever redeems the ticket brings its rights. */
export function onTenantOrTicket(capability: Capability): Policy {
  return { kind: "onTenant", capability, on: ["subaccount"], orTicket: true };
}

/** Marks the one handler of a route that carries its policy; `declaredRoutes` looks for it. */
export const POLICY = Symbol("policy");

/** What a route declares: its policy, and what OpenAPI says of it. `errors` adds to those the policy brings. */
export interface RouteDeclaration {
  policy: Policy;
  summary: string;
  tags: [string];
  description?: string;
  responses: Record<number, { description: string; schema?: z.ZodType; contentType?: string | readonly string[] }>;
  errors?: readonly ErrorCode[];
}

/**
 * First handler of every route: refuses whom the policy refuses, then puts `principal` (signedIn and up) and `ctx` (on a tenant) in the
 * context, and describes the route for OpenAPI. A route without it does not start (`declaredRoutes`).
 */
export function route(declaration: RouteDeclaration): MiddlewareHandler<AppEnv> {
  const { policy } = declaration;
  const enforce: MiddlewareHandler<AppEnv> = async (c, next) => {
    c.set("host", await hostOf(c));
    await admit(c, policy);
    await next();
  };
  const documentation = describeRoute(describe(declaration)) as unknown as Record<symbol, unknown>;
  return Object.assign(enforce, { [POLICY]: policy, [uniqueSymbol]: documentation[uniqueSymbol] });
}

async function admit(c: Context<AppEnv>, policy: Policy): Promise<void> {
  if (policy.kind === "open") {
    if (needsOrigin(c)) refuseForeignOrigin(c);
    return;
  }
  if (policy.kind === "onTenant" && policy.orTicket && c.req.query("ticket") !== undefined) {
    refuseForeignOrigin(c);
    // A ticket brings the rights of whoever made it, and nobody else's.
    if (impersonationNamed(c) !== undefined) throw asOneself();
    return;
  }
  const presented = presentedToken(c);
  if (presented === undefined) {
    if (policy.kind !== "perhapsSignedIn") throw new TrellisError("unauthenticated");
    if (needsOrigin(c)) refuseForeignOrigin(c);
    return;
  }
  // Before anything is read or ended on the caller's behalf: another site's page gets nothing done.
  if (presented.viaCookie && needsOrigin(c)) requireOwnOrigin(c);
  const as = impersonationNamed(c);
  if (as !== undefined && (policy.kind === "perhapsSignedIn" || policy.kind === "signedIn")) throw asOneself();
  if (policy.kind === "perhapsSignedIn") {
    if (!isKey(presented)) c.set("visitor", await readVisitor(c, presented.token));
    return;
  }
  if (policy.kind === "signedIn") {
    // A key is nobody's session: it has no person to be, and nothing of a person's to see to.
    if (isKey(presented)) throw new TrellisError("unauthenticated", { message: "Sign in as a person for this." });
    c.set("principal", await readPrincipalAt(c, presented.token));
    return;
  }
  const oneself = isKey(presented)
    ? await readKey(c.env, presented.token, (work) => c.executionCtx.waitUntil(work))
    : await readPrincipalAt(c, presented.token);
  const eyes = as === undefined ? oneself : await readImpersonation(c.env, oneself, as);
  const within = c.get("host")?.tenant;
  const caller: Caller = within === undefined ? eyes : { ...eyes, within };
  if (policy.kind === "overPathTenant") {
    const ctx = await ctxOver(c, caller, policy);
    meter(c, ctx);
    c.set("ctx", ctx);
    return;
  }
  const ctx = ctxOn(c, caller, await namedTenant(c, caller, policy));
  meter(c, ctx);
  if (policy.kind === "onTenant" && !policy.on.includes(ctx.tenant.type)) throw new TrellisError(wrongType(policy.on));
  requireCapability(ctx.actor, policy.capability);
  if (isUnsafe(c)) {
    refuseOnlooker(ctx.actor);
    if (!policy.evenSuspended) refuseSuspended(ctx.tenant, ctx.now);
  }
  c.set("ctx", ctx);
}

/**
 * Acting on the parent of the tenant in the path. Who reaches the tenant but not its parent may not; whoever may not bring a deleted one back
 * does not learn of it. Where the parent is suspended itself, only the platform acts in its place.
 */
async function ctxOver(
  c: Context<AppEnv>,
  caller: Caller,
  { capability, deleted }: Extract<Policy, { kind: "overPathTenant" }>,
): Promise<Ctx> {
  if (c.req.header("x-tenant") !== undefined || c.req.query("tenant") !== undefined) await activeTenant(c, caller);
  // Through another's eyes nobody acts on the account above.
  if (caller.kind === "impersonator")
    throw new TrellisError(caller.confinedTo === c.req.param("id") ? "forbidden" : "not_found");
  const tenant = await tenantEvenDeleted(c.env, c.req.param("id") ?? "");
  if (tenant === undefined || !reachedBy(caller, tenant)) throw new TrellisError("not_found");
  const isThere = tenant.deletedAt === null;
  if (!isThere && !deleted) throw new TrellisError("not_found");
  const parent = tenant.parentId === null ? undefined : await tenantById(c.env, tenant.parentId);
  if (parent === undefined || !reachedBy(caller, parent)) throw new TrellisError(isThere ? "forbidden" : "not_found");
  const ctx = ctxOn(c, caller, parent);
  if (!isThere && !can(ctx.actor, capability)) throw new TrellisError("not_found");
  requireCapability(ctx.actor, capability);
  const byPlatform = caller.grants.some((one) => one.type === "platform" && one.capabilities.includes(capability));
  if (isUnsafe(c) && !byPlatform) refuseSuspended(parent, ctx.now);
  return ctx;
}

/** What is a person's own, nobody sees to through another's eyes. */
function asOneself(): TrellisError {
  return new TrellisError("forbidden", {
    message: "Do this as yourself: it is not done through another person's eyes.",
  });
}

/** Whoever only asked to look changes nothing, whatever the capability a route asks for. */
function refuseOnlooker(actor: Ctx["actor"]): void {
  if (actor.kind === "user" && actor.impersonator?.write === false)
    throw new TrellisError("forbidden", { message: "You are only looking: this view cannot change anything." });
}

/** Whether it is an API key that was presented. A cookie never carries one. */
function isKey({ token, viaCookie }: { token: string; viaCookie: boolean }): boolean {
  return !viaCookie && token.startsWith(API_KEY_PREFIX);
}

/** As readPrincipalAt, where a token that is no longer good is no token. */
async function readVisitor(c: Context<AppEnv>, token: string): Promise<Principal | undefined> {
  try {
    return await readPrincipalAt(c, token);
  } catch (error) {
    if (isTrellisError(error) && (error.code === "unauthenticated" || error.code === "session_ended")) return undefined;
    throw error;
  }
}

/** The tenant a policy speaks of. A tenant in the path must be reached like any other, and so must an active one that is named beside it. */
async function namedTenant(c: Context<AppEnv>, caller: Caller, policy: Policy) {
  if (policy.kind !== "onPathTenant") return activeTenant(c, caller);
  if (c.req.header("x-tenant") !== undefined || c.req.query("tenant") !== undefined) await activeTenant(c, caller);
  return reachableTenant(c.env, caller, c.req.param("id") ?? "");
}

const ON_TENANT_ERRORS = [
  "invalid",
  "unauthenticated",
  "session_ended",
  "forbidden",
  "second_factor_required",
  "not_found",
  "too_many",
] as const satisfies readonly ErrorCode[];
const POLICY_ERRORS = {
  open: [],
  perhapsSignedIn: ["bad_origin"],
  signedIn: ["unauthenticated", "session_ended"],
  onTenant: ON_TENANT_ERRORS,
  onPathTenant: ON_TENANT_ERRORS,
  overPathTenant: [...ON_TENANT_ERRORS, "suspended"],
} as const satisfies Record<Policy["kind"], readonly ErrorCode[]>;

/** What a policy itself may refuse with. */
function errorsOf(policy: Policy): readonly ErrorCode[] {
  const always = POLICY_ERRORS[policy.kind];
  if (policy.kind !== "onTenant" || ANY_TENANT.every((type) => policy.on.includes(type))) return always;
  return [...always, wrongType(policy.on)];
}

/** A body is described by its schema, its type or both; a type of several is one of them. */
function contentOf(schema?: z.ZodType, contentType: string | readonly string[] = schema ? "application/json" : []) {
  const types = typeof contentType === "string" ? [contentType] : contentType;
  if (types.length === 0) return {};
  return { content: Object.fromEntries(types.map((type) => [type, schema ? { schema: resolver(schema) } : {}])) };
}

function wrongType(on: readonly TenantType[]): "not_a_subaccount" | "not_an_agency" | "not_the_platform" {
  if (on.includes("subaccount")) return "not_a_subaccount";
  return on.includes("agency") ? "not_an_agency" : "not_the_platform";
}

const SECURITY: Record<string, string[]>[] = [{ token: [] }, { cookie: [] }];

function describe({
  policy,
  summary,
  tags,
  description,
  responses,
  errors = [],
}: RouteDeclaration): Parameters<typeof describeRoute>[0] {
  const failures = new Map<number, string[]>();
  for (const code of new Set<ErrorCode>([...errorsOf(policy), ...errors, "internal"])) {
    const { status, message } = ERRORS[code];
    failures.set(status, [...(failures.get(status) ?? []), `\`${code}\`: ${message}`]);
  }
  const documented = Object.entries(responses).map(([status, { description: text, schema, contentType }]) => [
    status,
    {
      description: text,
      ...contentOf(schema, contentType),
    },
  ]);
  const failed = [...failures].map(([status, lines]) => [
    String(status),
    { description: lines.join("\n"), content: { "application/json": { schema: resolver(ErrorResponse) } } },
  ]);
  return {
    summary,
    tags,
    ...(description === undefined ? {} : { description }),
    security: policy.kind === "open" ? [] : SECURITY,
    ...(policy.kind === "onTenant"
      ? {
          parameters: [
            {
              name: "X-Tenant",
              in: "header" as const,
              required: false,
              schema: { type: "string" as const },
              description: "The account acted on; the caller's home unless given.",
            },
          ],
        }
      : {}),
    responses: Object.fromEntries([...failed, ...documented]),
  };
}
