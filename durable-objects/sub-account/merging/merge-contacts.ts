import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { MERGE_UNDO_MS, type Merge, MergeContacts } from "../../../schema/contracts/merges.ts";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import type { MergeRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, transaction } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { identitiesOf } from "../people/identities.ts";
import { joinContacts } from "./join-contacts.ts";
import { planMerge } from "./merge-plan.ts";
import { requireWholeContact } from "../sight/require-whole-contact.ts";

/**
 * Makes one contact of two, as the preview said: `other` becomes part of the contact and its id leads there from now on. Nothing is lost, so
 * it takes no right to delete. Throws `forbidden`, `not_found`, `invalid`, `conflict` (changed since the preview, or more than can be moved).
 */
export function mergeContacts(
  account: Account,
  actor: Actor,
  { id, ...input }: MergeContacts & { id: string },
): { doc: Contact; merge: Merge } {
  requireCapability(actor, "editLeads");
  const { version, ...wanted } = parseInput(MergeContacts, input);
  return transaction(account, actor, (tx) => {
    for (const one of [id, wanted.other]) requireWholeContact(account, actor, one);
    const plan = planMerge(tx.db, { id, ...wanted });
    if (plan.version !== version) {
      const message = "One of the two contacts has changed since you looked. Look at the merge again.";
      throw new TrellisError("conflict", { field: "version", message });
    }
    if (plan.refusal !== null) throw new TrellisError("conflict", { field: "other", message: plan.refusal });
    const { merge, winner } = joinContacts(tx, plan, "contact.merged");
    return { doc: contactDocument(winner, identitiesOf(tx.db, id)), merge: mergeDocument(merge) };
  });
}

function mergeDocument({ id, winnerId, loserId, at }: MergeRow): Merge {
  return {
    id,
    winner: winnerId,
    loser: loserId,
    at: new Date(at).toISOString(),
    undoableUntil: new Date(at + MERGE_UNDO_MS).toISOString(),
  };
}
