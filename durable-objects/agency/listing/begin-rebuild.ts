import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { RollUp } from "../roll-up.ts";

const PAGE = 500;

/**
 * Trusts nothing of what is held any more: whatever is told from now on is taken, however old its version. Rows stay until they are told of.
 * Throws `forbidden` to any person.
 */
export function beginRebuild(rollUp: RollUp, actor: Actor): void {
  requireSystem(actor);
  rollUp.storage.sql.exec("UPDATE accounts SET listing_version = 0, report_version = 0, told_version = 0");
}

/** The accounts held here by id, some at a time: `after` pages on, an empty answer ends. Throws `forbidden` to any person. */
export function heldIds(rollUp: RollUp, actor: Actor, { after }: { after: string }): string[] {
  requireSystem(actor);
  return rollUp.storage.sql
    .exec<{ id: string }>("SELECT id FROM accounts WHERE id > ? AND listed = 1 ORDER BY id LIMIT ?", after, PAGE)
    .toArray()
    .map(({ id }) => id);
}
