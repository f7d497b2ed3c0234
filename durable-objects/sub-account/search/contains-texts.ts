import type { Field } from "../../../schema/collections/collection.ts";
import { barePhone } from "../../../schema/data-plane/search-indexes.ts";
import { isPhone } from "./search-texts.ts";

/**
 * SQL that holds where the column contains every one of `texts`, which are in small letters: by instr, for a LIKE pattern may be 50 bytes at
 * most here. Binds one parameter.
 */
export function containsTexts(
  field: Field,
  column: string,
  texts: readonly string[],
  params: SqlStorageValue[],
): string {
  const text = folded(isPhone(field) ? barePhone(column) : column, texts.join(""));
  const [only, second] = texts;
  if (only !== undefined && second === undefined) {
    params.push(only);
    return `instr(${text}, ?) > 0`;
  }
  // COALESCE: instr of NULL is NULL, which NOT EXISTS would take for "no word is missing".
  params.push(JSON.stringify(texts));
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
