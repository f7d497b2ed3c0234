import type { Collection } from "../../../schema/collections/collection.ts";
import type { Where } from "../../../schema/collections/where.ts";
import type { Fragment } from "../collections/compile-where.ts";
import { hitsOf, type Searchable, type TextSearch, textSearch } from "./text-search.ts";

/** A search that finds the rows, and what they still have to fulfil. */
export interface Drive {
  /** SQL for the rowids, as `hit`, each once. */
  hits: Fragment;
  rest: Where;
}

/** A statement may unite five selections at most. */
const UNITED_MAX = 5;

/**
 * Takes the search out of a where-clause, so that its hits are read first and nothing else is; undefined when there is none that every match
 * must fulfil.
 */
export function driveBySearch(collection: Collection, where: Where, searchable: Searchable): Drive | undefined {
  const found = take(collection, where, searchable);
  if (found === undefined) return undefined;
  const united = unite(found.searches);
  if (united.length > UNITED_MAX) return undefined;
  const hits = united.map((search) => hitsOf(collection, search));
  return {
    hits: {
      sql: hits.map(({ sql }) => (hits.length === 1 ? sql : `SELECT hit FROM (${sql})`)).join(" UNION "),
      params: hits.flatMap(({ params }) => params),
    },
    rest: { all: found.rest },
  };
}

/** Every match fulfils one of `searches` and all of `rest`. */
interface Taken {
  searches: TextSearch[];
  rest: Where[];
}

function take(collection: Collection, where: Where, searchable: Searchable): Taken | undefined {
  if ("all" in where) {
    for (const [index, part] of where.all.entries()) {
      const taken = take(collection, part, searchable);
      if (taken !== undefined) return { ...taken, rest: [...taken.rest, ...where.all.toSpliced(index, 1)] };
    }
    return undefined;
  }
  if ("any" in where) {
    const searches: TextSearch[] = [];
    for (const part of where.any) {
      const taken = take(collection, part, searchable);
      if (taken === undefined || taken.rest.length > 0) return undefined;
      searches.push(...taken.searches);
    }
    return searches.length === 0 ? undefined : { searches, rest: [] };
  }
  const search = textSearch(collection, where, searchable);
  return search === undefined ? undefined : { searches: [search], rest: [] };
}

/** Searches of the same rows of one index are one question to it. */
function unite(searches: readonly TextSearch[]): TextSearch[] {
  const united: TextSearch[] = [];
  for (const search of searches) {
    const at = united.findIndex((other) => isSamePlace(other, search));
    const other = united[at];
    if (other === undefined) united.push(search);
    else united[at] = { ...other, match: `${other.match} OR ${search.match}` };
  }
  return united;
}

function isSamePlace(a: TextSearch, b: TextSearch): boolean {
  const [one, other] = [a.field.through, b.field.through];
  return (
    a.index === b.index && a.short.length + b.short.length === 0 && one?.key === other?.key && one?.by === other?.by
  );
}
