import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { Plan } from "../../../schema/plans.ts";
import type { TenantStatus } from "../../../schema/contracts/users.ts";
import { foldText } from "../reading/fold-text.ts";
import type { RollUp } from "../roll-up.ts";
import { holdAbove } from "../reports/above.ts";
import { sumUp } from "../reports/sum-up.ts";

/** An account below here, as the control plane has it. */
export interface Listing {
  id: string;
  type: "agency" | "subaccount";
  parent: string;
  name: string;
  slug: string;
  status: TenantStatus;
  plan: Plan;
  createdAt: number;
  /** Rises with every change of the above. */
  version: number;
  /** The roll-up above this one, which hears of everything that changes here; null for the platform's own. */
  above: string | null;
}

/**
 * Takes over what the control plane says of an account below here. Pushes may repeat and overtake each other: an older version than the one
 * held changes nothing. `fresh` asks for its figures: nothing is known of them. Throws `forbidden` to any person.
 */
export function listAccount(rollUp: RollUp, actor: Actor, listing: Listing): { fresh: boolean } {
  requireSystem(actor);
  const { storage } = rollUp;
  const { sql } = storage;
  const { id, version, parent } = listing;
  const told = storage.transactionSync(() => {
    holdAbove(storage, listing.above);
    const held = sql.exec<Held>(HELD, id).toArray()[0];
    if (held !== undefined && held.version > version) return { changed: [], fresh: false };
    const text = `${foldText(listing.name)}\n${listing.slug}`;
    const { number, reported } = sql
      .exec<{ number: number; reported: number }>(
        held?.listed === 1 ? UPDATE : held === undefined ? INSERT : RELIST,
        id,
        version,
        listing.type,
        parent,
        listing.name,
        listing.slug,
        foldText(listing.name),
        text,
        listing.status,
        listing.plan,
        listing.createdAt,
      )
      .one();
    if (held?.listed !== 1 || held.text !== text) {
      for (const index of ["account_parts", "account_words"]) {
        sql.exec(`DELETE FROM ${index} WHERE rowid = ?`, number);
        sql.exec(`INSERT INTO ${index} (rowid, text) VALUES (?, ?)`, number, text);
      }
    }
    const summed = sumUp(storage, [parent, ...(held === undefined ? [] : [held.parent])]);
    return { changed: [id, ...summed], fresh: reported === 0 && listing.type === "subaccount" };
  });
  rollUp.tell(told.changed, []);
  return { fresh: told.fresh };
}

type Held = { version: number; listed: number; parent: string; text: string };
const HELD = "SELECT listing_version AS version, listed, parent, text FROM accounts WHERE id = ?";

const COLUMNS = "id, listing_version, type, parent, name, slug, name_key, text, status, plan, created_at";
const SET = `listing_version = ?2, type = ?3, parent = ?4, name = ?5, slug = ?6, name_key = ?7, text = ?8, status = ?9, plan = ?10,
  created_at = ?11`;
const ANSWER = "RETURNING number, report_version AS reported";
const INSERT = `INSERT INTO accounts (${COLUMNS}, listed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1) ${ANSWER}`;
const UPDATE = `UPDATE accounts SET ${SET} WHERE id = ?1 ${ANSWER}`;
/** Whatever it reported before it left is of another time. */
const RELIST = `UPDATE accounts SET ${SET}, listed = 1, clients = 0, contacts = 0, messages = 0, unread = 0, broken = 0, last_activity_at = 0,
  report_version = 0, told_version = 0 WHERE id = ?1 ${ANSWER}`;
