import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { sumUp } from "../reports/sum-up.ts";
import type { RollUp } from "../roll-up.ts";

/**
 * An account stands below here no more: it was moved or deleted. Its id and version stay, so that nothing late brings it back; of one that is
 * erased (`forever`) nothing does. An older version than the one held changes nothing. Throws `forbidden` to any person.
 */
export function leaveAccount(
  rollUp: RollUp,
  actor: Actor,
  { id, version, forever = false }: { id: string; version: number; forever?: boolean },
): void {
  requireSystem(actor);
  const { storage } = rollUp;
  const { sql } = storage;
  const told = storage.transactionSync(() => {
    const held = sql.exec<{ number: number; version: number; parent: string; listed: number }>(HELD, id).toArray()[0];
    if (held !== undefined && held.version > version && !forever) return undefined;
    if (held !== undefined) {
      for (const index of ["account_parts", "account_words"])
        sql.exec(`DELETE FROM ${index} WHERE rowid = ?`, held.number);
    }
    if (forever) sql.exec("DELETE FROM accounts WHERE id = ?", id);
    else sql.exec(held === undefined ? INSERT_GONE : LEAVE, id, version);
    return { summed: held === undefined ? [] : sumUp(storage, [held.parent]), gone: held?.listed === 1 ? [id] : [] };
  });
  if (told !== undefined) rollUp.tell(told.summed, told.gone);
}

const HELD = "SELECT number, listing_version AS version, parent, listed FROM accounts WHERE id = ?";
const LEAVE =
  "UPDATE accounts SET listed = 0, listing_version = ?2, name = '', slug = '', name_key = '', text = '', parent = '' WHERE id = ?1";
const INSERT_GONE = `INSERT INTO accounts (id, listing_version, listed, type, parent, name, slug, name_key, text, status, plan, created_at)
  VALUES (?1, ?2, 0, '', '', '', '', '', '', '', '', 0)`;
