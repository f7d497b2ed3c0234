import type { Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import type { Account } from "../account.ts";
import { seenRows } from "./seen-rows.ts";
import { sightOf } from "./sight-of.ts";

/** Whether an actor sees the document with an id. For whoever sees all of the account nothing is read: it may not even be there. */
export function isSeen({ storage }: Pick<Account, "storage">, actor: Actor, slug: CollectionSlug, id: string): boolean {
  if (sightOf(actor) === undefined) return true;
  const { sql, params } = seenRows(actor, slug, "one");
  const { value } = storage.sql
    .exec(`SELECT 1 FROM ${COLLECTIONS[slug].table} t WHERE t.id = ? AND ${sql}`, id, ...params)
    .next();
  return value !== undefined;
}
