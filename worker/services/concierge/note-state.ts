import type { NotedState, SessionRef } from "../../../schema/concierge/host.ts";
import { type SessionState, SESSION_STATES } from "../../../schema/concierge/words.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import { deleteAnswers, noteConcierge } from "../../db/concierge.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import type { Env } from "../../env.ts";

/**
 * The control plane's row follows the session's object. With its end goes, in the same batch, whatever was sent for it and not used. May be said
 * any number of times; of what has ended, or is gone, nothing is changed.
 */
export async function noteState(
  env: Env,
  session: Pick<SessionRef, "sessionId" | "tenantId" | "holderId">,
  noted: NotedState,
): Promise<void> {
  const state = SESSION_STATES.find((one) => one === noted.state);
  if (state === undefined) throw new TrellisError("invalid", { message: "There is no such state.", field: "state" });
  const { sessionId, tenantId } = session;
  const actor: SystemActor = { kind: "system", tenantId, via: "concierge", requestId: sessionId };
  const db = new ScopedDb(env, actor);
  const { live, total, blocked, waits = false, modules = null } = noted;
  const row = noteConcierge(db, sessionId, { state, live, total, blocked, waits, modules, updatedAt: Date.now() });
  if (state === "active") return db.bookkeep([row]);
  try {
    await db.commit({
      writes: [mustChange(row), ...deleteAnswers(db, { conciergeId: sessionId })],
      audit: {
        action: ENDED[state],
        entity: "concierge",
        entityId: sessionId,
        after: { for: session.holderId, live, total, blocked },
      },
      otherwise: new TrellisError("not_found"),
    });
  } catch (error) {
    if (!isTrellisError(error) || error.code !== "not_found") throw error;
  }
}

const ENDED = { finished: "concierge.finished", stopped: "concierge.stopped" } as const satisfies Record<
  Exclude<SessionState, "active">,
  string
>;
