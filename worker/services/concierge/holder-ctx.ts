import type { SessionRef } from "../../../schema/concierge/host.ts";
import type { UserActor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { grantsOfUser, type PrincipalGrant } from "../../directory/principals.ts";
import { openSessions } from "../../directory/sessions.ts";
import { type ReachedTenant, tenantById } from "../../directory/tenants.ts";
import { userById } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { accessOn } from "../../middleware/active-tenant.ts";
import type { Ctx } from "../ctx.ts";

/** Which session acts, and for whom. */
export type Holding = Pick<SessionRef, "sessionId" | "tenantId" | "holderId">;

/**
 * What a verb gets where the concierge acts for a person: what a request of theirs would bring, with their grants as they are at this moment, so
 * that a right that was taken away is gone. Its audit rows name the person, the concierge as the door, and the session. Throws `not_found` where
 * the person reaches the account no more, `second_factor_required` where its agency asks for more than they have shown anywhere.
 */
export async function holderCtx(
  env: Env,
  holding: Holding,
  waitUntil: (work: Promise<unknown>) => void,
  now: number = Date.now(),
): Promise<Ctx> {
  const { holderId, tenantId } = holding;
  const [person, grants, tenant] = await Promise.all([
    userById(env, holderId),
    grantsOfUser(env, holderId),
    tenantById(env, tenantId),
  ]);
  if (person === undefined || tenant === undefined) throw new TrellisError("not_found");
  const on = async (reached: ReachedTenant): Promise<Ctx> => {
    const actor = actorOn(holding, person.name, grants, reached);
    await requireShownFactor(env, holderId, reached, now);
    return {
      actor,
      email: person.email,
      tenant: reached,
      db: new ScopedDb(env, actor),
      env,
      requestId: holding.sessionId,
      origin: env.APP_ORIGIN ?? "",
      now,
      waitUntil,
      enter: async (id) => {
        const other = await tenantById(env, id);
        if (other === undefined) throw new TrellisError("not_found");
        return on(other);
      },
    };
  };
  return on(tenant);
}

function actorOn(
  { sessionId, holderId }: Holding,
  name: string,
  grants: readonly PrincipalGrant[],
  tenant: ReachedTenant,
): UserActor {
  return {
    kind: "user",
    tenantId: tenant.id,
    userId: holderId,
    name,
    ...accessOn(grants, tenant),
    // No sign-in of theirs carries it: they may have left long ago.
    sessionId,
    conciergeId: sessionId,
    requestId: sessionId,
  };
}

/** As for a request of theirs, where any sign-in of theirs that goes on has shown it. */
async function requireShownFactor(env: Env, userId: string, tenant: ReachedTenant, now: number): Promise<void> {
  if (!tenant.secondFactorRequired) return;
  const shown = (await openSessions(env, userId, now)).some(({ secondFactorAt }) => secondFactorAt !== null);
  if (!shown) throw new TrellisError("second_factor_required");
}
