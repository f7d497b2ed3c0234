import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type DocumentOf, type WritableSlug } from "../../../schema/collections/catalog.ts";
import type { Where } from "../../../schema/collections/where.ts";
import type { Account } from "../account.ts";
import { type BulkResult, forEachMatch } from "./bulk.ts";
import { deleteDocument } from "./remove.ts";

/** Deletes every document that matches, up to BULK_MAX_DOCUMENTS. Throws `forbidden`. */
export function deleteWhere<S extends WritableSlug>(
  account: Account,
  actor: Actor,
  { collection: slug, where }: { collection: S; where: Where },
): BulkResult<DocumentOf<S>> {
  requireCapability(actor, COLLECTIONS[slug].capability.delete);
  return forEachMatch(account, actor, slug, where, (id) => deleteDocument(account, actor, { collection: slug, id }));
}
