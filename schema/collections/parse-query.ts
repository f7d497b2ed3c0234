import { asBoolean } from "./coerce.ts";
import type { Collection } from "./collection.ts";
import { invalid } from "./invalid.ts";
import { parseWhere } from "./parse-where.ts";
import {
  LIMIT_DEFAULT,
  LIMIT_MAX,
  type ListQuery,
  PAGE_MAX,
  type Select,
  SORT_MAX_FIELDS,
  type SortKey,
} from "./query.ts";
import { parseQueryString, type Tree } from "./query-string.ts";
import type { Where } from "./where.ts";

const DEPTH_MAX = 2;

/**
 * Reads a list request from the query string of its URL: `where`, `sort`, `limit`, `page`, `pagination`, `depth`, `select`, `before`, as
 * Payload's REST API and SDK write them. Parameters it does not know are left to others. Throws `invalid` naming the parameter.
 */
export function parseListQuery(collection: Collection, search: string): ListQuery {
  const given = parseQueryString(search);
  const before = textOf(given["before"], "before");
  return {
    where: parseWhere(collection, given["where"]),
    sort: parseSort(collection, given["sort"]),
    limit: parseLimit(given["limit"]),
    page: integerOf(given["page"], "page", 1, PAGE_MAX) ?? 1,
    pagination: given["pagination"] === undefined || asBoolean(given["pagination"], "pagination"),
    depth: parseDepth(given["depth"]) ?? 0,
    select: parseSelect(collection, given["select"]),
    ...(before === undefined ? {} : { before }),
  };
}

/** Reads the query string of a single read: `depth` (1 where nothing is said) and `select`. */
export function parseReadQuery(collection: Collection, search: string): { depth: number; select: Select | null } {
  const given = parseQueryString(search);
  return { depth: parseDepth(given["depth"]) ?? 1, select: parseSelect(collection, given["select"]) };
}

/** Reads the `where` of a bulk write. Without one it is refused: "all" has to be said, it is never what a missing filter means. */
export function parseBulkWhere(collection: Collection, search: string): Where {
  const where = parseWhere(collection, parseQueryString(search)["where"]);
  if (where === null) throw invalid("where", `is required, to say which ${collection.label.many} to change`);
  return where;
}

/** `-createdAt,name` as keys, checked against what the collection can be sorted by. */
function parseSort(collection: Collection, given: Tree | undefined): SortKey[] {
  const text = Array.isArray(given) ? given.join(",") : given;
  if (text !== undefined && typeof text !== "string") throw invalid("sort", "must be a list of fields");
  const names = (text === undefined || text === "" ? collection.defaultSort : text).split(",");
  if (names.length > SORT_MAX_FIELDS) throw invalid("sort", `must name at most ${SORT_MAX_FIELDS} fields`);
  return names.map((name) => {
    const descending = name.startsWith("-");
    const field = descending ? name.slice(1) : name;
    if (!Object.hasOwn(collection.fields, field) || collection.fields[field]?.sortable !== true) {
      const sortable = Object.keys(collection.fields).filter((key) => collection.fields[key]?.sortable);
      throw invalid("sort", `must name fields that ${collection.label.many} can be sorted by: ${sortable.join(", ")}`);
    }
    return { field, descending };
  });
}

function parseLimit(given: Tree | undefined): number {
  const limit = integerOf(given, "limit", 0, Number.MAX_SAFE_INTEGER) ?? LIMIT_DEFAULT;
  return limit === 0 ? LIMIT_MAX : Math.min(limit, LIMIT_MAX);
}

function parseDepth(given: Tree | undefined): number | undefined {
  const depth = integerOf(given, "depth", 0, Number.MAX_SAFE_INTEGER);
  return depth === undefined ? undefined : Math.min(depth, DEPTH_MAX);
}

function parseSelect(collection: Collection, given: Tree | undefined): Select | null {
  if (given === undefined || given === "") return null;
  if (typeof given === "string" || Array.isArray(given)) throw invalid("select", "must be given as select[field]=true");
  const entries = Object.entries(given as { [key: string]: Tree }).map(([field, value]) => {
    if (!isSelectable(collection, field))
      throw invalid(`select.${field}`, `is not a field of ${collection.label.many}`);
    return { field, wanted: asBoolean(value, `select.${field}`) };
  });
  const [first] = entries;
  if (first === undefined) return null;
  if (entries.some(({ wanted }) => wanted !== first.wanted)) throw invalid("select", "must be all true or all false");
  return { mode: first.wanted ? "only" : "without", fields: entries.map(({ field }) => field) };
}

function isSelectable(collection: Collection, key: string): boolean {
  return Object.hasOwn(collection.document.shape, key);
}

function textOf(given: Tree | undefined, name: string): string | undefined {
  if (given === undefined || given === "") return undefined;
  if (typeof given !== "string" || given.length > 64) throw invalid(name, "must be an id");
  return given;
}

function integerOf(given: Tree | undefined, name: string, from: number, to: number): number | undefined {
  if (given === undefined || given === "") return undefined;
  const value = typeof given === "string" && /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < from || value > to) {
    throw invalid(name, `must be a whole number of at least ${from}`);
  }
  return value;
}
