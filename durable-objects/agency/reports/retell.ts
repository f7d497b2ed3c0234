import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { RollUp } from "../roll-up.ts";

/** The roll-up above knows nothing of how an account does: it is told again. Throws `forbidden` to any person. */
export function retell(rollUp: RollUp, actor: Actor, { id }: { id: string }): void {
  requireSystem(actor);
  rollUp.storage.sql.exec("UPDATE accounts SET told_version = 0 WHERE id = ?", id);
  rollUp.wakeAt(rollUp.now());
}
