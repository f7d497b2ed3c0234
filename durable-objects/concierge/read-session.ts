import { type Actor, requireCapability } from "../../schema/actor.ts";
import type { ConciergeSession, ConciergeState } from "../../schema/contracts/concierge.ts";
import type { Session } from "./session.ts";
import { stateOf } from "./state-of.ts";
import { allEntries } from "./transcript/read-entries.ts";
import { Tx } from "./transcript/tx.ts";

/** A session with its transcript. Throws `forbidden`. */
export function readSession(session: Session, actor: Actor): ConciergeSession {
  const state = readState(session, actor);
  const { sql, seq } = new Tx(session.storage.sql, session.now());
  return { ...state, seq, entries: allEntries(sql) };
}

/** A session without it. Throws `forbidden`. */
export function readState({ storage, now }: Session, actor: Actor): ConciergeState {
  requireCapability(actor, "viewSettings");
  return stateOf(new Tx(storage.sql, now()));
}
