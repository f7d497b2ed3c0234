import type { Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import type { Collection } from "../../../schema/collections/collection.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import { LIMIT_MAX, type ListQuery, type SortKey } from "../../../schema/collections/query.ts";
import type { Where } from "../../../schema/collections/where.ts";
import type { Account } from "../account.ts";
import { isSearchable } from "../search/backfill-search.ts";
import { driveBySearch } from "../search/drive-by-search.ts";
import type { Searchable } from "../search/text-search.ts";
import { seenRows } from "../sight/seen-rows.ts";
import { sightOf } from "../sight/sight-of.ts";
import { compileWhere, type Fragment } from "./compile-where.ts";
import { decodeRow, mappingOf, type RowOf } from "./rows.ts";

/** The rows of one page that the actor sees, in their order, and whether more follow. */
export function findRows<S extends CollectionSlug>(
  account: Account,
  actor: Actor,
  slug: S,
  query: ListQuery,
): { rows: RowOf<S>[]; more: boolean } {
  const collection: Collection = COLLECTIONS[slug];
  const limit = Math.min(query.limit, LIMIT_MAX);
  const { sql, params } = matching(account, actor, slug, query);
  const cursor = query.before === undefined ? EVERYTHING : afterCursor(account, actor, slug, query, query.before);
  const statement = `SELECT ${mappingOf(collection).columns} FROM ${sql} AND ${cursor.sql} ORDER BY ${orderBy(collection, query.sort)} LIMIT ? OFFSET ?`;
  const found = [
    ...account.storage.sql.exec(statement, ...params, ...cursor.params, limit + 1, (query.page - 1) * limit).raw(),
  ];
  const rows = found.slice(0, limit).map((raw) => decodeRow(slug, raw));
  return { rows, more: found.length > limit };
}

/** How many rows the actor sees that a query matches, whatever its page. What the counters know costs one row. */
export function countRows(
  account: Account,
  actor: Actor,
  slug: CollectionSlug,
  query: Pick<ListQuery, "where" | "within">,
): number {
  const collection: Collection = COLLECTIONS[slug];
  // The counters know nothing of persons.
  const name = sightOf(actor) === undefined ? counterOf(collection, query) : undefined;
  if (name !== undefined) {
    const row = account.storage.sql.exec<{ value: number }>("SELECT value FROM counters WHERE name = ?", name).next();
    if (row.value !== undefined) return row.value.value;
  }
  const { sql, params } = matching(account, actor, slug, query);
  return account.storage.sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`, ...params).one().n;
}

/** The row with an id; undefined alike for one that is not there and for one the actor does not see. */
export function findRow<S extends CollectionSlug>(
  account: Account,
  actor: Actor,
  slug: S,
  id: string,
): RowOf<S> | undefined {
  const collection: Collection = COLLECTIONS[slug];
  const seen = seenRows(actor, slug, "one");
  const statement = `SELECT ${mappingOf(collection).columns} FROM ${collection.table} t WHERE t.id = ? AND ${seen.sql}`;
  const { value } = account.storage.sql
    .exec(statement, id, ...seen.params)
    .raw()
    .next();
  return value === undefined ? undefined : decodeRow(slug, value);
}

/** Ids of the rows that the actor sees and that match, in the order of their ids. */
export function findIds(account: Account, actor: Actor, slug: CollectionSlug, where: Where, limit: number): string[] {
  const { sql, params } = matching(account, actor, slug, { where });
  return account.storage.sql
    .exec<{ id: string }>(`SELECT t.id FROM ${sql} ORDER BY t.id LIMIT ?`, ...params, limit)
    .toArray()
    .map(({ id }) => id);
}

const EVERYTHING: Fragment = { sql: "1", params: [] };

/** `<tables> WHERE <conditions>` for what a query asks of the collection, its rows aliased `t`. A search that every match fulfils comes first. */
function matching(
  account: Account,
  actor: Actor,
  slug: CollectionSlug,
  { where, within }: Pick<ListQuery, "where" | "within">,
): Fragment {
  const collection: Collection = COLLECTIONS[slug];
  const seen = seenRows(actor, slug, "list");
  const place = placeOf(collection, within);
  const searchable = searchableIn(account, where);
  const drive =
    where === null || collection.within !== undefined ? undefined : driveBySearch(collection, where, searchable);
  const rest = drive?.rest ?? where;
  const filter = rest === null ? EVERYTHING : compileWhere(collection, rest, searchable);
  const tables =
    drive === undefined
      ? `${collection.table} t`
      : `(${drive.hits.sql}) found CROSS JOIN ${collection.table} t ON t.rowid = found.hit`;
  return {
    sql: `${tables} WHERE ${place.sql} AND ${seen.sql} AND ${filter.sql}`,
    params: [...(drive?.hits.params ?? []), ...place.params, ...seen.params, ...filter.params],
  };
}

/** Where there are many conditions the indexes are left alone: asking one may take two parameters, and a statement has 100. */
const SEARCHED_CONDITIONS_MAX = 40;

function searchableIn({ storage }: Account, where: Where | null): Searchable {
  if (where === null || conditionsOf(where) > SEARCHED_CONDITIONS_MAX) return () => false;
  return (table) => isSearchable(storage, table);
}

function conditionsOf(where: Where): number {
  if ("all" in where) return where.all.reduce((count, part) => count + conditionsOf(part), 0);
  if ("any" in where) return where.any.reduce((count, part) => count + conditionsOf(part), 0);
  return 1;
}

/** The documents a list lies among. */
function placeOf(collection: Collection, within: string | undefined): Fragment {
  if (collection.within === undefined) return EVERYTHING;
  const { field } = collection.within;
  if (within === undefined) throw invalid(field, `is required: ${collection.label.many} are listed within it`);
  return { sql: `t.${columnOf(collection, field)} = ?`, params: [within] };
}

/** The counter that holds the answer: of everything, or of everything with one value in the field that is counted by. */
function counterOf({ counter }: Collection, { where }: Pick<ListQuery, "where">): string | undefined {
  if (counter === undefined) return undefined;
  if (where === null) return counter.total;
  if ("all" in where || "any" in where || where.field !== counter.by || where.operator !== "equals") return undefined;
  return `${counter.total}.${String(where.value)}`;
}

/** Equal keys are ordered by the tie-break in the direction of the last key, so that one index serves both. */
function orderBy(collection: Collection, sort: readonly SortKey[]): string {
  const keys = sort.map(({ field, descending }) => {
    const { type } = fieldOf(collection, field);
    const collate = type === "text" ? " COLLATE NOCASE" : "";
    return `t.${columnOf(collection, field)}${collate} ${descending ? "DESC" : "ASC"}`;
  });
  const last = sort.at(-1)?.descending === true ? "DESC" : "ASC";
  return [...keys, `t.${collection.tieBreak ?? "id"} ${last}`].join(", ");
}

/** What lies after the document `before` in the list's order. The order must be one field that is never empty. */
function afterCursor(account: Account, actor: Actor, slug: CollectionSlug, query: ListQuery, before: string): Fragment {
  const collection: Collection = COLLECTIONS[slug];
  const [key, ...more] = query.sort;
  if (
    key === undefined ||
    more.length > 0 ||
    fieldOf(collection, key.field).nullable === true ||
    fieldOf(collection, key.field).type === "text"
  ) {
    throw invalid("before", "works with a list sorted by one time");
  }
  const column = columnOf(collection, key.field);
  const tieBreak = collection.tieBreak ?? "id";
  const place = placeOf(collection, query.within);
  const seen = seenRows(actor, slug, "one");
  const { value } = account.storage.sql
    .exec(
      `SELECT t.${column}, t.${tieBreak} FROM ${collection.table} t WHERE ${place.sql} AND t.id = ? AND ${seen.sql}`,
      ...place.params,
      before,
      ...seen.params,
    )
    .raw()
    .next();
  if (value === undefined) throw invalid("before", `names no ${collection.label.one} of this list`);
  return { sql: `(t.${column}, t.${tieBreak}) ${key.descending ? "<" : ">"} (?, ?)`, params: [...value] };
}

function columnOf(collection: Collection, field: string): string {
  return fieldOf(collection, field).column;
}

function fieldOf(collection: Collection, name: string) {
  const field = Object.hasOwn(collection.fields, name) ? collection.fields[name] : undefined;
  if (field === undefined) throw invalid(name, `is not a field of ${collection.label.many}`);
  return field;
}
