import type { EntryOf } from "../../../schema/concierge/entries.ts";
import type { Tx } from "./tx.ts";

/** The guided driver says something. */
export function say(tx: Tx, text: string): void {
  tx.add({ kind: "message", from: "concierge", author: null, driver: "guided", text, state: "done", removed: 0 });
}

/** Says what happened to the session itself. */
export function note(tx: Tx, tone: EntryOf<"note">["tone"], text: string): void {
  tx.add({ kind: "note", tone, text });
}
