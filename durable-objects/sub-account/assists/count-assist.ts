import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Account } from "../account.ts";
import { takeAssist } from "./allowance.ts";

/** Counts something asked of the model that is about no conversation. Throws `forbidden`, `too_many`. */
export function countAssist(account: Account, actor: Actor): void {
  requireCapability(actor, "manageModules");
  takeAssist(account, actor);
}
