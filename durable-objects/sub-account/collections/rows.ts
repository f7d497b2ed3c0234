import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import type { Collection, Field } from "../../../schema/collections/collection.ts";
import type { CannedReplyRow, ContactRow, ConversationRow, TemplateRow } from "../../../schema/data-plane/index.ts";
import type { ShownMessage } from "../documents/message.ts";

/** A collection's row with its values as the code holds them; keys are the columns in camelCase, as in schema/data-plane. */
export interface Rows {
  contacts: ContactRow;
  conversations: ConversationRow;
  messages: ShownMessage;
  "canned-replies": CannedReplyRow;
  templates: TemplateRow;
}
export type RowOf<S extends CollectionSlug> = Rows[S];

/** How a collection's declared fields map to its table. */
interface Mapping {
  /** The columns, aliased to the table `t`, in the order `decode` expects. */
  readonly columns: string;
  readonly insert: string;
  readonly stored: readonly { key: string; column: string; type: Field["type"] }[];
}

const mappings = new WeakMap<Collection, Mapping>();

/** How a collection's columns become the keys of its rows; made once. */
export function mappingOf(collection: Collection): Mapping {
  let mapping = mappings.get(collection);
  if (mapping === undefined) {
    const own = Object.values(collection.fields).filter((field) => field.through === undefined);
    const columns = own.map(({ column }) => column);
    mapping = {
      columns: columns.map((column) => `t.${column}`).join(", "),
      insert: `INSERT INTO ${collection.table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
      stored: own.map(({ column, type }) => ({ key: camelCase(column), column, type })),
    };
    mappings.set(collection, mapping);
  }
  return mapping;
}

/** One raw row, its values in the order of `columns`, as the code holds it. */
export function decodeRow<S extends CollectionSlug>(slug: S, raw: readonly SqlStorageValue[]): RowOf<S> {
  const row: Record<string, unknown> = {};
  for (const [index, { key, type }] of mappingOf(COLLECTIONS[slug]).stored.entries())
    row[key] = decode(type, raw[index] ?? null);
  // The declaration names every column of the row's type: schema/collections/catalog.test.ts compares them with the tables.
  return row as unknown as RowOf<S>;
}

function decode(type: Field["type"], value: SqlStorageValue): unknown {
  if (value === null) return null;
  if (type === "boolean") return value === 1;
  if (type === "tags" || type === "json") return JSON.parse(String(value)) as unknown;
  return value;
}

/** A value as the column stores it. */
export function encode(type: Field["type"], value: unknown): SqlStorageValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (type === "tags" || type === "json") return JSON.stringify(value);
  if (typeof value === "string" || typeof value === "number") return value;
  throw new TypeError(`a ${typeof value} cannot be stored as ${type}`);
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
