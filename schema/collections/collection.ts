import type { z } from "zod";
import type { Capability } from "../capabilities.ts";
import type { IdKind } from "../ids.ts";
import type { Change } from "../realtime/down.ts";
import type { Operator } from "./operators.ts";

/**
 * What a field holds. It decides the operators (operators.ts), how a value of a query string is read (coerce.ts) and how it is stored:
 * `date` as ms since the epoch, `boolean` as 0 or 1, `tags` as a JSON array of strings, `json` as JSON (never filtered by), everything else
 * as it is.
 */
export type FieldType = "id" | "text" | "enum" | "number" | "date" | "boolean" | "tags" | "json";

/** One field of a collection, as data. */
export interface Field {
  readonly type: FieldType;
  /** Column of the table (of the related table with `through`). */
  readonly column: string;
  /** The values of an `enum`. */
  readonly values?: readonly string[];
  /** Whether it may be empty; `equals=null` and `exists` are only useful where it may. */
  readonly nullable?: true;
  readonly filterable: boolean;
  /** Sort only by what an index carries: these are the orders a list stays fast in. */
  readonly sortable: boolean;
  /** Whether clients may set it. Everything else is the server's own: in a body it changes nothing. */
  readonly writable: boolean;
  /** The id of a person who can act on the account: as owner, assignee … Checked against the directory at the edge. */
  readonly member?: true;
  /**
   * The field belongs to the row that `key` (a column of this table) points to. With `by`, to any of the rows whose column `by` holds our
   * `key`. Filter only: no document carries it under this name.
   */
  readonly through?: { readonly table: string; readonly key: string; readonly by?: string };
  /** The only operators it takes, where its type would allow more. */
  readonly operators?: readonly Operator[];
}

/** A collection, declared once: REST, validation, filters, sorting, counting and OpenAPI all read this and nothing else. */
export interface Collection {
  readonly slug: string;
  /** Names for people, used in messages. */
  readonly label: { readonly one: string; readonly many: string };
  readonly table: string;
  /** Its name in the change feed and the audit log. */
  readonly entity: Change["entity"];
  readonly idKind: IdKind;
  readonly capability: { readonly read: Capability; readonly write: Capability; readonly delete: Capability };
  readonly fields: Readonly<Record<string, Field>>;
  readonly defaultSort: string;
  /** Column that decides between equal sort keys, so that pages neither repeat nor skip. `id` where nothing is said. */
  readonly tieBreak?: string;
  /** Rows of `counters` kept by triggers: `<total>` for all, `<total>.<value>` for each value of the `by` field. */
  readonly counter?: { readonly total: string; readonly by?: string };
  /** These documents are always listed within one of another collection: the field with its id, and that collection. */
  readonly within?: { readonly field: string; readonly collection: "conversations" };
  readonly document: z.ZodObject;
  /** Without these the collection is read-only here; verbs of its own change it. */
  readonly create?: z.ZodObject;
  readonly update?: z.ZodObject;
}

/** A collection whose documents clients make and change: it says what a body may hold. */
export type WritableCollection = Collection & { readonly create: z.ZodObject; readonly update: z.ZodObject };

/** Checks a declaration and keeps its exact type, so that documents and rows can be inferred from it. */
export function defineCollection<const C extends Collection>(collection: C): C {
  return collection;
}
