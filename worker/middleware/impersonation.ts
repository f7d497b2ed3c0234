import type { Context } from "hono";
import { capabilitiesThrough } from "../../schema/capabilities.ts";
import type { UserActor } from "../../schema/actor.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { impersonationWithEyes, type ImpersonationWithEyes } from "../directory/impersonations.ts";
import type { Env } from "../env.ts";
import { mayViewAs } from "../services/impersonations/may-view-as.ts";
import { accessOn } from "./active-tenant.ts";
import { rememberedImpersonations } from "./remembered-impersonations.ts";
import type { Caller, Impersonator } from "./principal.ts";

/**
 * The impersonation a request is made through: X-Impersonation, else ?as= (sockets, pictures, downloads). Throws `invalid` when the two
 * disagree.
 */
export function impersonationNamed(c: Context<AppEnv>): string | undefined {
  const header = c.req.header("x-impersonation");
  const query = c.req.query("as");
  if (header !== undefined && query !== undefined && header !== query)
    throw new TrellisError("invalid", { message: "X-Impersonation and ?as= name different views.", field: "as" });
  return header ?? query;
}

/**
 * The caller as whoever they look through. It never falls back to their own rights: throws `not_found` alike for one that never was and one of
 * another session, `impersonation_ended` for their own that is over.
 */
export async function readImpersonation(env: Env, caller: Caller, id: string): Promise<Impersonator> {
  const now = Date.now();
  const found = await remembered(env, id, now);
  if (caller.kind !== "person" || found === undefined || found.sessionId !== caller.sessionId)
    throw new TrellisError("not_found");
  if (found.endedAt !== null || found.endsAt <= now) throw new TrellisError("impersonation_ended");
  const { tenantId, write, endsAt, userId, name, email, grants } = found;
  return {
    kind: "impersonator",
    person: caller,
    impersonationId: id,
    write,
    endsAt,
    userId,
    name,
    email,
    homeTenantId: tenantId,
    grants,
    confinedTo: tenantId,
  };
}

/** Who acts: the other person, with what both of them may do. Both are asked anew each time: whoever lost the right to look has lost the view. */
export function actorThroughOthersEyes(
  { person, impersonationId, write, endsAt, ...eyes }: Impersonator,
  tenant: TenantRow,
  requestId: string,
): UserActor {
  const [own, theirs] = [accessOn(person.grants, tenant), accessOn(eyes.grants, tenant)];
  if (!mayViewAs(person, eyes, tenant)) throw new TrellisError("forbidden");
  return {
    kind: "user",
    tenantId: tenant.id,
    userId: eyes.userId,
    name: eyes.name,
    ...theirs,
    capabilities: capabilitiesThrough(own.capabilities, theirs.capabilities, write),
    sessionId: person.sessionId,
    impersonator: { impersonationId, userId: person.userId, name: person.name, write, endsAt },
    requestId,
  };
}

async function remembered(env: Env, id: string, now: number): Promise<ImpersonationWithEyes | undefined> {
  const known = rememberedImpersonations.get(id, now);
  if (known !== undefined) return known;
  const found = await impersonationWithEyes(env, id);
  if (found !== undefined) rememberedImpersonations.set(id, found, now);
  return found;
}
