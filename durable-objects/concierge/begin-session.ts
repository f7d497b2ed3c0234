import { type Actor, requireCapability } from "../../schema/actor.ts";
import type { ConciergeState } from "../../schema/contracts/concierge.ts";
import { TrellisError } from "../../schema/errors.ts";
import { type BeginSession, newFacts } from "./facts.ts";
import { readState } from "./read-session.ts";
import type { Session } from "./session.ts";

/**
 * Begins a session; one that has begun goes on as it is. A person begins one that acts with their own rights; machinery may name whose. Throws
 * `forbidden`.
 */
export function beginSession(session: Session, actor: Actor, input: BeginSession): ConciergeState {
  requireCapability(actor, "manageModules");
  if (
    actor.kind !== "system" &&
    (actor.kind !== "user" || actor.userId !== input.holder.id || actor.impersonator !== undefined)
  )
    throw new TrellisError("forbidden", { message: "A set-up acts with the rights of the person who begins it." });
  const { storage } = session;
  const now = session.now();
  if (!hasBegun(storage.sql)) {
    const body = JSON.stringify(newFacts(actor.tenantId, input, now));
    storage.sql.exec("INSERT INTO session (one, seq, last_at, body) VALUES (1, 0, 0, ?)", body);
    session.wakeAt(now);
  }
  return readState(session, actor);
}

/** Whether there is a session here. */
export function hasBegun(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM session").toArray().length > 0;
}
