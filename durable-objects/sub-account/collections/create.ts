import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type DocumentOf, type WritableSlug } from "../../../schema/collections/catalog.ts";
import type { Collection, WritableCollection } from "../../../schema/collections/collection.ts";
import { newId } from "../../../schema/ids.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, transaction } from "../account.ts";
import { WRITABLE } from "./behaviours.ts";
import type { Writable } from "./behaviour.ts";
import { encode, mappingOf, type RowOf } from "./rows.ts";

/** Makes a document. Keys that are not a client's to set change nothing. Throws `invalid`, `conflict`, `forbidden`, `plan_limit`. */
export function createDocument<S extends WritableSlug>(
  account: Account,
  actor: Actor,
  { collection: slug, data }: { collection: S; data: unknown },
): DocumentOf<S> {
  const collection: WritableCollection = COLLECTIONS[slug];
  const behaviour: Writable<S> = WRITABLE[slug];
  requireCapability(actor, collection.capability.write);
  const given = behaviour.normalise(parseInput(collection.create, data) as Partial<RowOf<S>>);
  return transaction(account, actor, (tx) => {
    const candidate = newRow<S>(collection, {
      ...given,
      id: newId(collection.idKind),
      createdAt: tx.now,
      updatedAt: tx.now,
    });
    const row = behaviour.storing?.(account, tx, candidate, undefined) ?? candidate;
    insertRow(account, collection, row);
    behaviour.created(account, tx, row);
    const [document] = behaviour.documents(account, [row], 0);
    if (document === undefined) throw new Error(`${slug} ${row.id} has no document`);
    tx.change(collection.entity, "created", row.id, document);
    tx.audit({ action: `${collection.entity}.created`, entity: collection.entity, entityId: row.id, after: document });
    return document;
  });
}

/** A row with null for every column nothing was given for. */
function newRow<S extends WritableSlug>(collection: Collection, given: Readonly<Record<string, unknown>>): RowOf<S> {
  const { stored } = mappingOf(collection);
  return Object.fromEntries(stored.map(({ key }) => [key, given[key] ?? null])) as unknown as RowOf<S>;
}

function insertRow(account: Account, collection: Collection, row: object): void {
  const { insert, stored } = mappingOf(collection);
  const values = new Map(Object.entries(row));
  account.storage.sql.exec(insert, ...stored.map(({ key, type }) => encode(type, values.get(key))));
}
