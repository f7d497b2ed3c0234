import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Account } from "../account.ts";

/** Labels offered for choosing: more than this nobody can choose from. */
const LABELS_MAX = 500;

/** Every label in use, in alphabetical order. Throws `forbidden`. */
export function listLabels(account: Account, actor: Actor): string[] {
  requireCapability(actor, "viewLeads");
  // Reads the partial index of labelled conversations alone.
  return account.storage.sql
    .exec<{ label: string }>(
      "SELECT DISTINCT item.value AS label FROM conversations, json_each(conversations.labels) AS item WHERE conversations.labels <> '[]' ORDER BY label COLLATE NOCASE, label LIMIT ?",
      LABELS_MAX,
    )
    .toArray()
    .map(({ label }) => label);
}
