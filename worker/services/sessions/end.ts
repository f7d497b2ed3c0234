import type { Actor } from "../../../schema/actor.ts";
import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { revokeSession, socketsOfSession } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { endCutOffImpersonations } from "../impersonations/end-cut-off.ts";
import { closeSockets } from "./close-sockets.ts";

export type EndReason = "signed_out" | "ended_by_owner" | "token_reused";

export interface EndSession {
  /** Whose session; the audit row goes to the person's home. */
  session: { sessionId: string; userId: string; homeTenantId: string };
  reason: EndReason;
  /** Who ends it; the product itself unless told. */
  by?: Actor;
  /** ms since the epoch */
  now: number;
}

/**
 * Ends a session at every door: its tokens stop working and every socket it opened is closed, in whichever account, within a second.
 * False when that person has no such open session.
 */
export async function endSession(env: Env, { session, reason, by, now }: EndSession): Promise<boolean> {
  const author = by ?? { kind: "system", tenantId: session.homeTenantId, via: "control-plane" };
  try {
    await new ScopedDb(env, author).commit({
      writes: [mustChange(revokeSession(env, session, now))],
      audit: {
        action: "session.ended",
        entity: "session",
        entityId: session.sessionId,
        after: { userId: session.userId, reason },
      },
      otherwise: new TrellisError("not_found"),
    });
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return false;
    throw error;
  } finally {
    rememberedPrincipals.clear();
  }
  await closeSockets(env, await socketsOfSession(env, session.sessionId));
  await endCutOffImpersonations(env, session.userId, now);
  return true;
}
