import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type CollectionSlug, type DocumentOf } from "../../../schema/collections/catalog.ts";
import type { Collection } from "../../../schema/collections/collection.ts";
import type { Select } from "../../../schema/collections/query.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import type { Readable } from "./behaviour.ts";
import { READABLE } from "./behaviours.ts";
import { findRow } from "./find-rows.ts";
import { project } from "./project.ts";
import type { RowOf } from "./rows.ts";

/**
 * One document, with its related rows unless `depth` is 0. An id that was merged into another answers that one's document. Throws `not_found`,
 * `forbidden`.
 */
export function getDocument<S extends CollectionSlug>(
  account: Account,
  actor: Actor,
  {
    collection: slug,
    id,
    depth = 1,
    select = null,
  }: { collection: S; id: string; depth?: number; select?: Select | null },
): DocumentOf<S> {
  const collection: Collection = COLLECTIONS[slug];
  const behaviour: Readable<S> = READABLE[slug];
  requireCapability(actor, collection.capability.read);
  const row = findRow(account, actor, slug, id) ?? findMoved(account, actor, slug, id);
  const [document] = row === undefined ? [] : behaviour.documents(account, [row], depth);
  if (document === undefined) throw new TrellisError("not_found");
  return project(document, select);
}

function findMoved<S extends CollectionSlug>(
  account: Account,
  actor: Actor,
  slug: S,
  id: string,
): RowOf<S> | undefined {
  const behaviour: Readable<S> = READABLE[slug];
  const moved = behaviour.movedTo?.(account, id);
  return moved === undefined ? undefined : findRow(account, actor, slug, moved);
}
