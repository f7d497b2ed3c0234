import { invalid } from "./invalid.ts";

/** A value of a query string, or the keys below it. Nodes have no prototype, so no key can reach one. */
export type Tree = string | readonly string[] | { [key: string]: Tree };

export const QUERY_MAX_CHARACTERS = 16_384;
export const QUERY_MAX_PAIRS = 1_000;
const MAX_SEGMENTS = 16;
/** A pair such as `where[stage][in][]` with no `=`: how qs spells an empty array. */
const EMPTY_ARRAY = /\[\]$/;

/**
 * Reads `a=1&b[c][d]=2&b[e][]=3&b[e][]=4` into a tree, as qs does. Unlike qs it refuses what it cannot keep (too many pairs, too deep, a key
 * that is both a value and a group) where qs drops it in silence: a dropped condition would widen a bulk delete.
 */
export function parseQueryString(search: string): { [key: string]: Tree } {
  const text = search.startsWith("?") ? search.slice(1) : search;
  if (text.length > QUERY_MAX_CHARACTERS) {
    throw invalid("query", `must be at most ${QUERY_MAX_CHARACTERS} characters`);
  }
  const root = node();
  if (text === "") return root;
  const pairs = text.split("&");
  if (pairs.length > QUERY_MAX_PAIRS) throw invalid("query", `must have at most ${QUERY_MAX_PAIRS} values`);
  for (const pair of pairs) {
    if (pair !== "") readPair(root, pair);
  }
  return root;
}

function readPair(root: { [key: string]: Tree }, pair: string): void {
  const split = pair.indexOf("=");
  const key = decode(split === -1 ? pair : pair.slice(0, split));
  const path = segmentsOf(key);
  if (path === undefined) return;
  if (split === -1 && EMPTY_ARRAY.test(key)) return put(root, path.slice(0, -1), []);
  const value = decode(split === -1 ? "" : pair.slice(split + 1));
  put(root, path, value);
}

/** Percent-decoding that keeps a malformed escape as it stands. */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** `where[a][0][]` > ["where", "a", "0", ""]; undefined for a key that is nobody's (`=x`). */
function segmentsOf(key: string): string[] | undefined {
  const open = key.indexOf("[");
  if (open === -1) return key === "" ? undefined : [key];
  const head = key.slice(0, open);
  const rest = key.slice(open);
  if (head === "" || !/^(?:\[[^[\]]*\])+$/.test(rest))
    throw invalid(key.slice(0, 100), "has brackets that do not match");
  const segments = [head, ...rest.slice(1, -1).split("][")];
  if (segments.length > MAX_SEGMENTS) throw invalid(segments.slice(0, 4).join("."), "is nested too deeply");
  return segments;
}

/** Puts a value at its place. The same key again, or `[]`, makes a list. */
function put(root: { [key: string]: Tree }, path: readonly string[], value: string | readonly string[]): void {
  const list = path.at(-1) === "";
  const keys = list ? path.slice(0, -1) : path;
  let at = root;
  for (const [index, key] of keys.entries()) {
    const name = keys.slice(0, index + 1).join(".");
    if (key === "") throw invalid(name, "has an empty key");
    const there = at[key];
    if (index === keys.length - 1) {
      at[key] = joined(there, value, list, name);
      return;
    }
    if (there === undefined) at = at[key] = node();
    else if (typeof there === "string" || Array.isArray(there)) throw invalid(name, "is given both a value and keys");
    else at = there as { [key: string]: Tree };
  }
}

function joined(there: Tree | undefined, value: string | readonly string[], list: boolean, name: string): Tree {
  if (there === undefined) return list && typeof value === "string" ? [value] : value;
  if (typeof there === "string") return [there, ...[value].flat()];
  if (Array.isArray(there)) return [...there, ...[value].flat()];
  throw invalid(name, "is given both a value and keys");
}

function node(): { [key: string]: Tree } {
  return Object.create(null) as { [key: string]: Tree };
}
