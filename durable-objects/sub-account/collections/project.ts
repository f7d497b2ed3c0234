import type { Select } from "../../../schema/collections/query.ts";

/** The wanted keys of a document; its id always stays. The contract calls the others optional once a client selects. */
export function project<D extends { id: string }>(document: D, select: Select | null): D {
  if (select === null) return document;
  const wanted = new Set(select.fields);
  const keep = (key: string) => key === "id" || wanted.has(key) === (select.mode === "only");
  return Object.fromEntries(Object.entries(document).filter(([key]) => keep(key))) as D;
}
