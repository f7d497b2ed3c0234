import { Hono } from "hono";
import { z } from "zod";
import { LiveTicket } from "../../schema/contracts/live.ts";
import { TrellisError } from "../../schema/errors.ts";
import { ACTOR_HEADER, encodeActor } from "../../durable-objects/kit/actor-header.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { noteSocket } from "../directory/sessions.ts";
import { tenantById } from "../directory/tenants.ts";
import type { Env } from "../env.ts";
import { onTenant, onTenantOrTicket, route } from "../middleware/policy.ts";
import { query } from "../middleware/validate.ts";
import type { Ctx } from "../services/ctx.ts";

const LiveQuery = z.object({
  tenant: z.string().max(64).optional(),
  since: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: "The last change already seen; leave out to hear only what comes" }),
  ticket: z.string().max(128).optional().meta({ description: "A single-use ticket, in place of cookie or header" }),
});

export const live = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenantOrTicket("viewLeads"),
      summary: "Open the live socket",
      tags: ["Live"],
      description:
        "A WebSocket. Down: `hello`, `change`, `presence`, `reset`. Up: `viewing`, `typing`, and a bare `ping`. With the cookie, the Origin must be ours; a ticket or an Authorization header needs none.",
      responses: { 101: { description: "The socket is open" } },
      errors: ["invalid", "bad_origin", "not_a_subaccount", "too_many"],
    }),
    query(LiveQuery),
    async (c) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
        throw new TrellisError("invalid", { message: "Open this address as a WebSocket.", field: "upgrade" });
      const { since, ticket, tenant } = c.req.valid("query");
      return ticket === undefined ? openForCaller(c.get("ctx"), since) : openByTicket(c.env, { tenant, ticket, since });
    },
  )
  .post(
    "/tickets",
    route({
      policy: onTenant("viewLeads", ["subaccount"], { evenSuspended: true }),
      summary: "Get a ticket for one socket",
      tags: ["Live"],
      description:
        "For clients that can send neither the cookie nor a header with the upgrade. Opens one socket once, within 30 seconds.",
      responses: { 201: { description: "The ticket", schema: LiveTicket } },
    }),
    async (c) => {
      const ctx = c.get("ctx");
      await noteOrRefuse(ctx);
      return c.json(await subAccount(ctx.env, ctx.tenant.id).createLiveTicket(ctx.actor), 201);
    },
  );

async function openForCaller(ctx: Ctx, since: number | undefined): Promise<Response> {
  await noteOrRefuse(ctx);
  return upgrade(ctx.env, ctx.tenant.id, { since, headers: { [ACTOR_HEADER]: encodeActor(ctx.actor) } });
}

/** The ticket's own account redeems it, and carries the rights of whoever made it. An account that does not exist redeems none. */
async function openByTicket(
  env: Env,
  given: { tenant: string | undefined; ticket: string; since: number | undefined },
): Promise<Response> {
  const tenant = given.tenant === undefined ? undefined : await tenantById(env, given.tenant);
  if (tenant?.type !== "subaccount") throw new TrellisError("unauthenticated");
  return upgrade(env, tenant.id, { since: given.since, ticket: given.ticket, headers: {} });
}

/** Ending the session must find this socket, so it is noted before it exists; an ended session opens none. */
async function noteOrRefuse(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== "user") throw new TrellisError("forbidden", { message: "A key opens no socket: sign in." });
  if (!(await noteSocket(ctx.env, ctx.actor.sessionId, ctx.tenant.id, ctx.now)))
    throw new TrellisError("session_ended");
}

function upgrade(
  env: Env,
  tenantId: string,
  how: { since: number | undefined; ticket?: string; headers: Record<string, string> },
): Promise<Response> {
  const url = new URL("https://account/live");
  if (how.since !== undefined) url.searchParams.set("since", String(how.since));
  if (how.ticket !== undefined) url.searchParams.set("ticket", how.ticket);
  return subAccount(env, tenantId).fetch(new Request(url, { headers: { upgrade: "websocket", ...how.headers } }));
}
