import type { Collection, Field } from "../../../schema/collections/collection.ts";
import type { Condition } from "../../../schema/collections/where.ts";
import { SEARCH_INDEXES, type SearchIndex } from "../../../schema/data-plane/search-indexes.ts";
import type { Fragment } from "../collections/compile-where.ts";
import { containsTexts } from "./contains-texts.ts";
import { matchText } from "../../kit/match-text.ts";
import { searchTexts } from "./search-texts.ts";

/** Whether a table's index holds every row, so that it may be asked. */
export type Searchable = (table: string) => boolean;

/** Messages that one search of conversations looks at: the newest that match. A word that everyone uses has no end. */
export const SEARCHED_MESSAGES_MAX = 2_000;

/** A condition that an index can answer. */
export interface TextSearch {
  readonly index: SearchIndex;
  readonly field: Field;
  /** An FTS5 expression over the field's column. */
  readonly match: string;
  /** What is too short for the index: looked for in the rows it finds. */
  readonly short: readonly string[];
}

/** The condition as an index answers it; undefined when none can: another operator, a text too short, an index that is still being filled. */
export function textSearch(
  collection: Collection,
  { field: name, operator, value }: Condition,
  searchable: Searchable,
): TextSearch | undefined {
  if ((operator !== "like" && operator !== "contains") || typeof value !== "string") return undefined;
  const field = Object.hasOwn(collection.fields, name) ? collection.fields[name] : undefined;
  if (field?.type !== "text") return undefined;
  const table = field.through?.table ?? collection.table;
  const index = Object.hasOwn(SEARCH_INDEXES, table) ? SEARCH_INDEXES[table] : undefined;
  if (index === undefined || !Object.hasOwn(index.columns, field.column)) return undefined;
  const found = matchText(searchTexts(field, operator, value));
  if (found === undefined || !searchable(table)) return undefined;
  return { index, field, match: `{${field.column}} : (${found.match})`, short: found.short };
}

/** SQL for the rowids, as `hit`, of a collection's rows that a search finds. */
export function hitsOf(collection: Collection, { index, field, match, short }: TextSearch): Fragment {
  const params: SqlStorageValue[] = [match];
  const { through } = field;
  if (through === undefined && short.length === 0) {
    return { sql: `SELECT rowid AS hit FROM ${index.table} WHERE ${index.table} MATCH ?`, params };
  }
  const { table, key, by = "id" } = through ?? { table: collection.table, key: "rowid", by: "rowid" };
  const many = through?.by !== undefined;
  const newest = many ? ` ORDER BY rowid DESC LIMIT ${SEARCHED_MESSAGES_MAX}` : "";
  const checked = short.length === 0 ? "" : ` WHERE ${containsTexts(field, `r.${field.column}`, short, params)}`;
  return {
    sql: `SELECT ${many ? "DISTINCT " : ""}o.rowid AS hit FROM (SELECT rowid AS found FROM ${index.table} WHERE ${index.table} MATCH ?${newest}) s
      CROSS JOIN ${table} r ON r.${index.rowid} = s.found CROSS JOIN ${collection.table} o ON o.${key} = r.${by}${checked}`,
    params,
  };
}
