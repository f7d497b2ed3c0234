import { callWaitingAt, endCall } from "../ledger/calls.ts";
import type { Tx } from "../transcript/tx.ts";

/** Nobody clicked in time: what it was about is not done. */
export function expireApproval(tx: Tx, id: string): void {
  const approval = tx.find("approval", id);
  if (approval?.state !== "open") return;
  tx.change(approval, { state: "expired" });
  const call = callWaitingAt(tx, id);
  if (call === undefined) return;
  endCall(tx, call.id, {
    ok: false,
    outcome: "Nobody approved it in time.",
    content: { approved: false, why: "nobody clicked in time" },
  });
}
