import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { notice } from "../ledger/calls.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { note } from "../transcript/say.ts";
import { resume } from "./resume.ts";

/**
 * What the account may have has changed. `added` modules come to the session's, which goes on where it was finished; how every module stands is
 * asked anew. Throws `forbidden` to any person, `conflict` for a session that somebody stopped.
 */
export function noteChanged(
  session: Session,
  actor: Actor,
  { added, reason }: { added: readonly string[]; reason: string },
): void {
  requireSystem(actor);
  commit(session, (tx) => {
    const { facts } = tx;
    if (facts.state === "stopped") throw new TrellisError("conflict", { message: "This set-up was stopped." });
    facts.stale = true;
    const fresh = added.filter((slug) => !facts.modules.includes(slug));
    if (fresh.length === 0) return;
    facts.modules.push(...fresh);
    facts.state = "active";
    note(tx, "info", reason);
    notice(tx, { event: "modules_added", modules: fresh, reason });
    resume(tx);
  });
}
