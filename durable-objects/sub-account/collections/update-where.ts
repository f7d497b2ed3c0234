import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type DocumentOf, type WritableSlug } from "../../../schema/collections/catalog.ts";
import type { WritableCollection } from "../../../schema/collections/collection.ts";
import type { Where } from "../../../schema/collections/where.ts";
import { parseInput } from "../../kit/parse-input.ts";
import type { Account } from "../account.ts";
import { type BulkResult, forEachMatch } from "./bulk.ts";
import { updateDocument } from "./update.ts";

/** Changes every document that matches, up to BULK_MAX_DOCUMENTS. Throws `invalid` for the data as a whole, `forbidden`. */
export function updateWhere<S extends WritableSlug>(
  account: Account,
  actor: Actor,
  { collection: slug, where, data }: { collection: S; where: Where; data: unknown },
): BulkResult<DocumentOf<S>> {
  const collection: WritableCollection = COLLECTIONS[slug];
  requireCapability(actor, collection.capability.write);
  const given = parseInput(collection.update, data);
  return forEachMatch(account, actor, slug, where, (id) =>
    updateDocument(account, actor, { collection: slug, id, data: given }),
  );
}
