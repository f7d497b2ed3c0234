import { ScopedDb } from "../../db/scoped.ts";
import { revokeOtherSessions, socketsEndedAt } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { actorAtHome } from "./actor-at-home.ts";
import { endCutOffImpersonations } from "../impersonations/end-cut-off.ts";
import { closeSockets } from "./close-sockets.ts";

/** Ends every session of the caller but the one they call with, at every door and socket. */
export async function endOtherSessions(env: Env, principal: Principal, requestId: string, now: number): Promise<void> {
  await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    writes: [revokeOtherSessions(env, principal, now)],
    audit: {
      action: "session.ended_others",
      entity: "user",
      entityId: principal.userId,
      after: { kept: principal.sessionId },
    },
  });
  rememberedPrincipals.clear();
  await closeSockets(env, await socketsEndedAt(env, principal.userId, now));
  await endCutOffImpersonations(env, principal.userId, now);
}
