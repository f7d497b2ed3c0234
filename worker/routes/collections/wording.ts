import { z } from "zod";

/** The query string of a request, as it was written. */
export function searchOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}

/** A whole document, or what `select` left of it. */
export function selectable(document: z.ZodObject) {
  return z.union([document, document.partial().required({ id: true })]);
}

/** `contacts` > `Contacts` */
export function titled(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** `Updated 3 contacts.`, and what is left when more matched than one request changes. */
export function bulkMessage(
  done: "Updated" | "Deleted",
  { docs, matched }: { docs: readonly unknown[]; matched: number },
  label: { one: string; many: string },
): string {
  const count = `${done} ${docs.length} ${docs.length === 1 ? label.one : label.many}`;
  return docs.length === matched ? `${count}.` : `${count} of ${matched} that match.`;
}
