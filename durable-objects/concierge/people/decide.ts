import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { callWaitingAt, endCall } from "../ledger/calls.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { requireActive } from "./require-active.ts";

/**
 * A person clicks on an approval. Only whom it is for may, within its time, and what runs is what it showed. Throws `forbidden` to anybody else,
 * `not_found`, `conflict` for one that was decided, has run out, or is not needed any more.
 */
export function decide(
  session: Session,
  actor: Actor,
  { entryId, decision }: { entryId: string; decision: "approve" | "decline" },
): void {
  requireCapability(actor, "manageModules");
  commit(session, (tx) => {
    const approval = tx.find("approval", entryId);
    if (approval === undefined) throw new TrellisError("not_found");
    requireActive(tx);
    if (actor.kind !== "user" || actor.userId !== approval.for.id || actor.impersonator !== undefined)
      throw new TrellisError("forbidden", { message: `Only ${approval.for.name} can decide this.` });
    const call = callWaitingAt(tx, entryId);
    if (approval.state !== "open" || call === undefined || Date.parse(approval.expiresAt) <= tx.now)
      throw new TrellisError("conflict", { message: "This was decided already, or its time is over." });
    if (decision === "decline") {
      tx.change(approval, { state: "declined" });
      endCall(tx, call.id, {
        ok: false,
        outcome: `${actor.name} declined.`,
        content: { approved: false, declined: true },
      });
      return;
    }
    tx.change(approval, { state: "approved" });
    tx.sql.exec("UPDATE calls SET waits = 0, approved_by = ? WHERE id = ?", actor.userId, call.id);
  });
}
