import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { notice } from "../ledger/calls.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { note } from "../transcript/say.ts";
import { requireGoingOn } from "./require-active.ts";
import { resume } from "./resume.ts";

/**
 * What the account may have has changed. `added` modules come to the session's; how every module stands is asked anew. Throws `forbidden` to any
 * person, `conflict` for a session that is over: its row of the control plane has ended for good, and what is new is for another.
 */
export function noteChanged(
  session: Session,
  actor: Actor,
  { added, reason }: { added: readonly string[]; reason: string },
): void {
  requireSystem(actor);
  commit(session, (tx) => {
    requireGoingOn(tx);
    const { facts } = tx;
    facts.stale = true;
    const fresh = added.filter((slug) => !facts.modules.includes(slug));
    if (fresh.length === 0) return;
    facts.modules.push(...fresh);
    note(tx, "info", reason);
    notice(tx, { event: "modules_added", modules: fresh, reason });
    resume(tx);
  });
}
