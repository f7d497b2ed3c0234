import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type DocumentOf, type WritableSlug } from "../../../schema/collections/catalog.ts";
import type { WritableCollection } from "../../../schema/collections/collection.ts";
import { type Account, transaction } from "../account.ts";
import type { Writable } from "./behaviour.ts";
import { WRITABLE } from "./behaviours.ts";
import { findRow } from "./find-rows.ts";
import { missing } from "./missing.ts";

/** Deletes a document and what belongs to it, for good. Answers it as it was. Throws `not_found`, `conflict` (it was merged into another), `forbidden`. */
export function deleteDocument<S extends WritableSlug>(
  account: Account,
  actor: Actor,
  { collection: slug, id }: { collection: S; id: string },
): DocumentOf<S> {
  const collection: WritableCollection = COLLECTIONS[slug];
  const behaviour: Writable<S> = WRITABLE[slug];
  requireCapability(actor, collection.capability.delete);
  return transaction(account, actor, (tx) => {
    const row = findRow(account, actor, slug, id);
    const [document] = row === undefined ? [] : behaviour.documents(account, [row], 0);
    if (row === undefined || document === undefined) throw missing(account, actor, slug, id);
    const alsoDeleted = behaviour.deleting(account, tx, row);
    account.storage.sql.exec(`DELETE FROM ${collection.table} WHERE id = ?`, id);
    tx.change(collection.entity, "deleted", id, null);
    tx.audit({
      action: `${collection.entity}.deleted`,
      entity: collection.entity,
      entityId: id,
      before: document,
      after: { alsoDeleted },
    });
    return document;
  });
}
