import type { Collection, Field } from "../../../schema/collections/collection.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import type { Comparable, Condition, Where } from "../../../schema/collections/where.ts";

/** A piece of SQL over the table aliased `t`, with the values it binds. Names come from declarations only, values are always bound. */
export interface Fragment {
  sql: string;
  params: SqlStorageValue[];
}

/**
 * A where-clause as SQL. Each condition binds at most one parameter (lists travel as one JSON array), so that
 * WHERE_MAX_CONDITIONS keeps a statement under the platform's 100.
 */
export function compileWhere(collection: Collection, where: Where): Fragment {
  const params: SqlStorageValue[] = [];
  return { sql: compile(collection, where, params), params };
}

function compile(collection: Collection, where: Where, params: SqlStorageValue[]): string {
  if ("all" in where) return join(collection, where.all, " AND ", "1", params);
  if ("any" in where) return join(collection, where.any, " OR ", "0", params);
  const field = Object.hasOwn(collection.fields, where.field) ? collection.fields[where.field] : undefined;
  if (field === undefined || !field.filterable) throw invalid(`where.${where.field}`, "cannot be filtered by");
  if (field.through === undefined) return condition(field, `t.${field.column}`, where, params);
  const { table, key } = field.through;
  return `EXISTS (SELECT 1 FROM ${table} r WHERE r.id = t.${key} AND ${condition(field, `r.${field.column}`, where, params)})`;
}

function join(
  collection: Collection,
  parts: readonly Where[],
  by: string,
  none: string,
  params: SqlStorageValue[],
): string {
  if (parts.length === 0) return none;
  return balanced(
    parts.map((part) => compile(collection, part, params)),
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

/**
 * Substring search by instr: a LIKE pattern may be 50 bytes at most here. `like` looks for every word, in any order. On tags
 * `contains` asks for membership.
 */
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
  const needle = value.toLowerCase();
  const text = folded(column, needle);
  const words = operator === "like" ? needle.split(/\s+/).filter((word) => word !== "") : [needle];
  if (words.length === 1) {
    params.push(words[0] ?? "");
    return `instr(${text}, ?) > 0`;
  }
  // COALESCE: instr of NULL is NULL, which NOT EXISTS would take for "no word is missing".
  params.push(JSON.stringify(words));
  return `NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE COALESCE(instr(${text}, w.value), 0) = 0)`;
}

/** Letters outside ASCII folded in one search; each nests one call, and an expression may be 100 deep. */
const FOLDED_LETTERS_MAX = 20;

/**
 * The column without regard to case. SQLite's lower() knows ASCII only, so each other letter the search has is replaced by its small form
 * too: enough to find É by é, for the letters whose capital is one character.
 */
function folded(column: string, needle: string): string {
  let sql = `lower(${column})`;
  // oxlint-disable-next-line no-control-regex -- the range of ASCII
  const letters = new Set(needle.replace(/[\u0000-\u007f]/g, ""));
  let count = 0;
  for (const small of letters) {
    const capital = small.toUpperCase();
    if (capital === small || [...capital].length !== 1 || count === FOLDED_LETTERS_MAX) continue;
    sql = `replace(${sql}, char(${capital.codePointAt(0)}), char(${small.codePointAt(0)}))`;
    count += 1;
  }
  return sql;
}

function bound(value: Comparable): string | number | null {
  return typeof value === "boolean" ? Number(value) : value;
}
