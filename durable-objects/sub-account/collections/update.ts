import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type DocumentOf, type WritableSlug } from "../../../schema/collections/catalog.ts";
import type { Collection, WritableCollection } from "../../../schema/collections/collection.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, transaction } from "../account.ts";
import type { Writable } from "./behaviour.ts";
import { WRITABLE } from "./behaviours.ts";
import { findRow } from "./find-rows.ts";
import { missing } from "./missing.ts";
import { encode, mappingOf, type RowOf } from "./rows.ts";

/**
 * Changes the given fields of a document. Keys that are not a client's to set change nothing, and what already holds leaves no trace.
 * Throws `not_found`, `invalid`, `conflict`, `forbidden`.
 */
export function updateDocument<S extends WritableSlug>(
  account: Account,
  actor: Actor,
  { collection: slug, id, data }: { collection: S; id: string; data: unknown },
): DocumentOf<S> {
  const collection: WritableCollection = COLLECTIONS[slug];
  const behaviour: Writable<S> = WRITABLE[slug];
  requireCapability(actor, collection.capability.write);
  const given = behaviour.normalise(parseInput(collection.update, data) as Partial<RowOf<S>>);
  return transaction(account, actor, (tx) => {
    const before = findRow(account, actor, slug, id);
    if (before === undefined) throw missing(account, actor, slug, id);
    const changed = changedKeys(collection, before, given);
    const after: RowOf<S> = changed.length === 0 ? before : { ...before, ...pick(given, changed), updatedAt: tx.now };
    const [document] = behaviour.documents(account, [after], 0);
    if (document === undefined) throw new Error(`${slug} ${id} has no document`);
    if (changed.length === 0) return document;
    behaviour.storing?.(account, tx, after, before);
    storeRow(account, collection, after, [...changed, "updatedAt"]);
    tx.change(collection.entity, "updated", id, document);
    behaviour.updated(account, tx, { before, after, changed });
    tx.audit({
      action: `${collection.entity}.updated`,
      entity: collection.entity,
      entityId: id,
      before: pick(before, changed),
      after: pick(after, changed),
    });
    return document;
  });
}

/** The columns whose stored value would differ, camelCase. */
function changedKeys(collection: Collection, before: object, given: object): string[] {
  const old = new Map(Object.entries(before));
  const next = new Map(Object.entries(given));
  return mappingOf(collection)
    .stored.filter(
      ({ key, type }) => next.get(key) !== undefined && encode(type, next.get(key)) !== encode(type, old.get(key)),
    )
    .map(({ key }) => key);
}

function storeRow(account: Account, collection: Collection, row: object, keys: readonly string[]): void {
  const values = new Map(Object.entries(row));
  const written = mappingOf(collection).stored.filter(({ key }) => keys.includes(key));
  account.storage.sql.exec(
    `UPDATE ${collection.table} SET ${written.map(({ column }) => `${column} = ?`).join(", ")} WHERE id = ?`,
    ...written.map(({ key, type }) => encode(type, values.get(key))),
    String(values.get("id")),
  );
}

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
