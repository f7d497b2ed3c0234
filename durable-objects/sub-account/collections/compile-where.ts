import type { Collection, Field } from "../../../schema/collections/collection.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import type { Comparable, Condition, Where } from "../../../schema/collections/where.ts";
import { containsTexts } from "../search/contains-texts.ts";
import { matchText } from "../../kit/match-text.ts";
import { searchTexts } from "../search/search-texts.ts";
import { hitsOf, type Searchable, type TextSearch, textSearch } from "../search/text-search.ts";

/** A piece of SQL over the table aliased `t`, with the values it binds. Names come from declarations only, values are always bound. */
export interface Fragment {
  sql: string;
  params: SqlStorageValue[];
}

/**
 * A where-clause as SQL. A condition binds one parameter (lists travel as one JSON array), two where an index is asked for some words of a
 * text: with WHERE_MAX_CONDITIONS, and no index where there are many, a statement stays under the platform's 100.
 */
export function compileWhere(collection: Collection, where: Where, searchable: Searchable): Fragment {
  const params: SqlStorageValue[] = [];
  return { sql: compile({ collection, searchable, params }, where), params };
}

interface Compiling {
  readonly collection: Collection;
  readonly searchable: Searchable;
  readonly params: SqlStorageValue[];
}

function compile(into: Compiling, where: Where): string {
  if ("all" in where) return join(into, where.all, " AND ", "1");
  if ("any" in where) return join(into, where.any, " OR ", "0");
  const { collection, params, searchable } = into;
  const field = Object.hasOwn(collection.fields, where.field) ? collection.fields[where.field] : undefined;
  if (field === undefined || !field.filterable) throw invalid(`where.${where.field}`, "cannot be filtered by");
  const found = textSearch(collection, where, searchable);
  if (found !== undefined) return among(into, found);
  if (field.through === undefined) return condition(field, `t.${field.column}`, where, params);
  const { table, key, by = "id" } = field.through;
  if (field.through.by !== undefined) requireIndexed(field, where);
  return `EXISTS (SELECT 1 FROM ${table} r WHERE r.${by} = t.${key} AND ${condition(field, `r.${field.column}`, where, params)})`;
}

/** What belongs to any of many rows is found by an index or not at all: without one, every row of theirs would be read. */
function requireIndexed(field: Field, { field: name, operator, value }: Condition): void {
  const isSearch = operator === "like" || operator === "contains";
  if (isSearch && matchText(searchTexts(field, operator, String(value))) !== undefined) return;
  throw invalid(`where.${name}.${operator}`, "must have at least three characters in a row");
}

/** Within one parent the rows are few and the index knows nothing of parents: it is asked row by row. */
function among({ collection, params }: Compiling, found: TextSearch): string {
  if (collection.within !== undefined && found.short.length === 0) {
    params.push(found.match);
    const { table } = found.index;
    return `EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH ? AND ${table}.rowid = t.rowid)`;
  }
  const hits = hitsOf(collection, found);
  params.push(...hits.params);
  return `t.rowid IN (${hits.sql})`;
}

function join(into: Compiling, parts: readonly Where[], by: string, none: string): string {
  if (parts.length === 0) return none;
  return balanced(
    parts.map((part) => compile(into, part)),
    by,
  );
}

/** Halves within halves: fifty terms in a row would be an expression fifty levels deep, and 100 is the platform's limit. */
function balanced(terms: readonly string[], by: string): string {
  if (terms.length === 1) return terms[0] ?? "";
  const middle = Math.ceil(terms.length / 2);
  return `(${balanced(terms.slice(0, middle), by)}${by}${balanced(terms.slice(middle), by)})`;
}

function condition(
  field: Field,
  column: string,
  { field: name, operator, value }: Condition,
  params: SqlStorageValue[],
): string {
  if (operator === "exists") return exists(field, column, value === true);
  if (operator === "in" || operator === "not_in") {
    params.push(JSON.stringify([value].flat().map(bound)));
    return inList(field, column, operator === "not_in");
  }
  if (Array.isArray(value)) throw invalid(`where.${name}.${operator}`, "must be one value");
  if (operator === "like" || operator === "contains") return search(field, column, operator, String(value), params);
  if (value === null) return operator === "not_equals" ? exists(field, column, true) : exists(field, column, false);
  params.push(bound(value));
  if (field.type === "tags") {
    return `${operator === "not_equals" ? "NOT " : ""}EXISTS (SELECT 1 FROM json_each(${column}) e WHERE e.value = ?)`;
  }
  return `${column} ${COMPARISONS[operator]} ?`;
}

/** IS NOT, where = would: a row without a value is not equal to any. */
const COMPARISONS = {
  equals: "=",
  not_equals: "IS NOT",
  greater_than: ">",
  greater_than_equal: ">=",
  less_than: "<",
  less_than_equal: "<=",
} as const;

function exists(field: Field, column: string, wanted: boolean): string {
  if (field.type === "tags") return `${column} ${wanted ? "<>" : "="} '[]'`;
  return `${column} IS ${wanted ? "NOT " : ""}NULL`;
}

function inList(field: Field, column: string, without: boolean): string {
  const list = "(SELECT value FROM json_each(?))";
  if (field.type === "tags") {
    return `${without ? "NOT " : ""}EXISTS (SELECT 1 FROM json_each(${column}) e WHERE e.value IN ${list})`;
  }
  return without ? `(${column} IS NULL OR ${column} NOT IN ${list})` : `${column} IN ${list}`;
}

/** By the text of each row; what an index can answer never comes here. On tags `contains` asks for membership. */
function search(
  field: Field,
  column: string,
  operator: "like" | "contains",
  value: string,
  params: SqlStorageValue[],
): string {
  if (field.type === "tags") {
    params.push(value);
    return `EXISTS (SELECT 1 FROM json_each(${column}) e WHERE e.value = ?)`;
  }
  return containsTexts(field, column, searchTexts(field, operator, value), params);
}

function bound(value: Comparable): string | number | null {
  return typeof value === "boolean" ? Number(value) : value;
}
