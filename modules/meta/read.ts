/** Reads of values whose shape nobody promised. Own properties only: a body may carry `__proto__`, `constructor` and the like as keys. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** The text at a path, trimmed of nothing; undefined when it is no text or empty. */
export function textAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** An id at a path. Meta sends text; a number is taken as its digits. Undefined when absent, empty or longer than any id is. */
export function idAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = at(value, ...path);
  const id = typeof found === "number" && Number.isSafeInteger(found) ? String(found) : found;
  return typeof id === "string" && id !== "" && id.length <= ID_MAX_CHARACTERS ? id : undefined;
}

/** The items at a path; empty when there is no list. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

const ID_MAX_CHARACTERS = 512;
