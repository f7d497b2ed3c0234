/** What of a search the index of trigrams can answer, and what has to be looked for in the rows it finds. */
export interface TextMatch {
  /** An FTS5 expression; holds for a row exactly when every text that is long enough is contained. */
  match: string;
  /** Texts too short for it, in small letters. */
  short: string[];
}

/** The index knows sequences of three characters. */
const INDEXED_CHARACTERS = 3;

/** How the index finds rows that contain every one of `texts`; undefined when none of them is long enough. */
export function matchText(texts: readonly string[]): TextMatch | undefined {
  const long = texts.filter(isIndexed);
  if (long.length === 0) return undefined;
  return { match: long.map(quoted).join(" AND "), short: texts.filter((text) => !isIndexed(text)) };
}

/** Combining marks are no characters to the index, and at NUL it stops reading. */
function isIndexed(text: string): boolean {
  if (text.includes("\0")) return false;
  return [...text.normalize("NFC").replaceAll(/\p{M}/gu, "")].length >= INDEXED_CHARACTERS;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
