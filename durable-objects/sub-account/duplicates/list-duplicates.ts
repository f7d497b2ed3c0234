import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Duplicate } from "../../../schema/contracts/merges.ts";
import type { Account } from "../account.ts";
import { contactsBehaviour } from "../collections/contacts.ts";
import { findRow } from "../collections/find-rows.ts";
import { isSeen } from "../sight/is-seen.ts";
import { likelyPairs, type Pair } from "./likely-pairs.ts";

/** Pairs shown at once: what is dealt with makes room for the next. */
const SHOWN_MAX = 50;

/**
 * Contacts that may be one person, the surest first. Each pair shares something that names a person; a name alone never suffices. Pairs that
 * someone has told apart are left out. Throws `forbidden`.
 */
export function listDuplicates(account: Account, actor: Actor): Duplicate[] {
  requireCapability(actor, "viewLeads");
  const pairs = likelyPairs(account, SHOWN_MAX, (id) => isSeen(account, actor, "contacts", id));
  const ids = [...new Set(pairs.flatMap(({ aId, bId }) => [aId, bId]))];
  const rows = ids.flatMap((id) => findRow(account, actor, "contacts", id) ?? []);
  const documents = new Map(contactsBehaviour.documents(account, rows, 1).map((document) => [document.id, document]));
  return pairs.flatMap(({ aId, bId, reason, detail }: Pair): Duplicate[] => {
    const [a, b] = [documents.get(aId), documents.get(bId)];
    return a === undefined || b === undefined ? [] : [{ a, b, reason, detail }];
  });
}
