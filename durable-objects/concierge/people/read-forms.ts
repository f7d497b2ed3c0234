import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { EntryOf } from "../../../schema/concierge/entries.ts";
import type { ConciergeState } from "../../../schema/contracts/concierge.ts";
import type { Session } from "../session.ts";
import { stateOf } from "../state-of.ts";
import { Tx } from "../transcript/tx.ts";

/** How the session stands, and which forms wait for values. Throws `forbidden`. */
export function readForms(session: Session, actor: Actor): { state: ConciergeState; open: EntryOf<"form">[] } {
  requireCapability(actor, "viewSettings");
  const tx = new Tx(session.storage.sql, session.now());
  return { state: stateOf(tx), open: tx.open("form") };
}
