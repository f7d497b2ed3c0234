import type { Tx } from "./tx.ts";

/** What still streams broke off here. */
export function cutMessages(tx: Tx): void {
  for (const message of tx.open("message")) tx.change(message, { state: "cut" });
}
