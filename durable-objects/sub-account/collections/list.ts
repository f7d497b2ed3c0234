import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type CollectionSlug, type DocumentOf } from "../../../schema/collections/catalog.ts";
import type { Collection } from "../../../schema/collections/collection.ts";
import type { ListQuery } from "../../../schema/collections/query.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { pageFrom, uncountedPage } from "../../../schema/page-from.ts";
import type { Account } from "../account.ts";
import { READABLE } from "./behaviours.ts";
import { countRows, findRow, findRows } from "./find-rows.ts";
import type { Readable } from "./behaviour.ts";
import { project } from "./project.ts";

/** One page of a collection. Throws `forbidden`, `invalid` (a field or a cursor that is not the
 * collection's), `not_found` (what it lies within). */
export function listDocuments<S extends CollectionSlug>(
  account: Account,
  actor: Actor,
  { collection: slug, query }: { collection: S; query: ListQuery },
): Page<DocumentOf<S>> {
  const collection: Collection = COLLECTIONS[slug];
  const behaviour: Readable<S> = READABLE[slug];
  requireCapability(actor, collection.capability.read);
  requireParent(account, actor, collection, query.within);
  const { rows, more } = findRows(account, actor, slug, query);
  const docs = behaviour.documents(account, rows, query.depth).map((doc) => project(doc, query.select));
  return query.pagination && query.before === undefined
    ? pageFrom(docs, countRows(account, actor, slug, query), query)
    : uncountedPage(docs, more, query);
}

/** How many documents a where-clause matches. */
export function countDocuments(
  account: Account,
  actor: Actor,
  { collection: slug, query }: { collection: CollectionSlug; query: Pick<ListQuery, "where" | "within"> },
): { totalDocs: number } {
  const collection: Collection = COLLECTIONS[slug];
  requireCapability(actor, collection.capability.read);
  requireParent(account, actor, collection, query.within);
  return { totalDocs: countRows(account, actor, slug, query) };
}

/** What lies within a document that is not here is missing too, rather than empty. */
function requireParent(account: Account, actor: Actor, { within }: Collection, id: string | undefined): void {
  if (within === undefined || id === undefined) return;
  if (findRow(account, actor, within.collection, id) === undefined) throw new TrellisError("not_found");
}
