import { REACH_HEADER, type Reach, REACHED_MAX } from "../../../durable-objects/agency/live/reach.ts";
import { ACTOR_HEADER, encodeActor } from "../../../durable-objects/kit/actor-header.ts";
import { agency } from "../../../durable-objects/stubs.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { grantsOfUser } from "../../directory/principals.ts";
import { noteSocket } from "../../directory/sessions.ts";
import { tenantById, tenantsById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { type Looker, sightOn } from "./sight-on.ts";

/**
 * Opens a socket over what a person reaches around the active tenant: all accounts below it; of a client's agency all they reach there, which is
 * every client where the agency is theirs too; at an account's own address nothing beyond it. Throws `forbidden` to a key and through another's eyes, `not_found`, `session_ended`, `too_many`.
 */
export async function openLiveAccounts(ctx: Ctx, within: Looker["within"]): Promise<Response> {
  const { actor, env, tenant } = ctx;
  if (actor.kind !== "user") throw new TrellisError("forbidden", { message: "A key opens no socket: sign in." });
  if (actor.impersonator !== undefined)
    throw new TrellisError("forbidden", { message: "Other accounts are not seen through another person's eyes." });
  const overId = tenant.type === "subaccount" ? tenant.agencyId : tenant.id;
  const over = overId === null ? undefined : await tenantById(env, overId);
  if (over === undefined) throw new TrellisError("not_found");
  const reach = await reachOver(env, { grants: await grantsOfUser(env, actor.userId), within }, over);
  // Ending the session must find this socket, so it is noted before it exists; an ended session opens none.
  if (!(await noteSocket(env, actor.sessionId, over.id, ctx.now))) throw new TrellisError("session_ended");
  const headers = {
    upgrade: "websocket",
    [ACTOR_HEADER]: encodeActor({ ...actor, tenantId: over.id, capabilities: [] }),
    [REACH_HEADER]: JSON.stringify(reach),
  };
  return agency(env, over.id).fetch(new Request("https://accounts/live", { headers }));
}

async function reachOver(env: Env, looker: Looker, over: TenantRow): Promise<Reach> {
  const whole = sightOn(looker, over);
  if (whole !== undefined) return { kind: "all", ...whole };
  const { grants, within } = looker;
  const own = grants.filter(({ type }) => type === "subaccount").map(({ tenantId }) => tenantId);
  const tenants = await tenantsById(env, within === undefined ? own.slice(0, REACHED_MAX) : [within.id]);
  return {
    kind: "some",
    accounts: tenants
      .filter(({ agencyId }) => agencyId === over.id)
      .flatMap((tenant) => {
        const sight = sightOn(looker, tenant);
        return sight === undefined ? [] : [{ id: tenant.id, ...sight }];
      }),
  };
}
