import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Account } from "../account.ts";
import { seenRows } from "../sight/seen-rows.ts";

/** Labels offered for choosing: more than this nobody can choose from. */
const LABELS_MAX = 500;

/** Every label in use where the actor sees it, in alphabetical order. Throws `forbidden`. */
export function listLabels(account: Account, actor: Actor): string[] {
  requireCapability(actor, "viewLeads");
  // Reads the partial index of labelled conversations alone.
  const seen = seenRows(actor, "conversations", "list");
  return account.storage.sql
    .exec<{ label: string }>(
      `SELECT DISTINCT item.value AS label FROM conversations t, json_each(t.labels) AS item
       WHERE t.labels <> '[]' AND ${seen.sql} ORDER BY label COLLATE NOCASE, label LIMIT ?`,
      ...seen.params,
      LABELS_MAX,
    )
    .toArray()
    .map(({ label }) => label);
}
