/** One field of a row, before and after, as text. Absent on the side where there was none. */
export interface FieldDiff {
  path: string;
  before: string | undefined;
  after: string | undefined;
}

const DEPTH = 3;

/** What changed, field by field; what stayed the same is left out. Objects are opened, lists are told as a whole. */
export function rowDiff(before: unknown, after: unknown): FieldDiff[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((field) => field.before !== field.after);
}

function fieldsOf(value: unknown, path = "", depth = 0, into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) {
    if (path !== "" && value === null) into.set(path, "nothing");
    return into;
  }
  if (typeof value === "object" && !Array.isArray(value) && depth < DEPTH && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value))
      fieldsOf(inner, path === "" ? key : `${path}.${key}`, depth + 1, into);
    return into;
  }
  into.set(path === "" ? "value" : path, typeof value === "string" ? value : JSON.stringify(value));
  return into;
}
