import type { Entry, EntryOf } from "../../../schema/concierge/entries.ts";
import type { Transcript } from "../../stores/concierge/transcript.ts";

/** The transcript as it is drawn: one key for each entry, and one for calls that follow each other, by the first of them. */
export function transcriptItems({ order, entries }: Pick<Transcript, "order" | "entries">): string[] {
  return order.filter((id, index) => {
    const isCall = entries.get(id)?.kind === "call";
    return !isCall || entries.get(order[index - 1] ?? "")?.kind !== "call";
  });
}

/** The calls that are drawn under a key: that one, and what follows until something else does. */
export function callsFrom({ order, entries }: Pick<Transcript, "order" | "entries">, first: string): EntryOf<"call">[] {
  const calls: EntryOf<"call">[] = [];
  for (const id of order.slice(order.indexOf(first))) {
    const entry = entries.get(id);
    if (entry?.kind !== "call") break;
    calls.push(entry);
  }
  return calls;
}

/** What came last. */
export function newestOf({ order, entries }: Pick<Transcript, "order" | "entries">): Entry | undefined {
  return entries.get(order.at(-1) ?? "");
}
