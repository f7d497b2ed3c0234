import type { GuidedMove } from "../guided/guided-move.ts";
import { beginCall } from "../ledger/calls.ts";
import { say } from "../transcript/say.ts";
import type { Tx } from "../transcript/tx.ts";

/** Writes down what the guided driver does next: its words, or a call that is made after this. */
export function makeMove(tx: Tx, move: GuidedMove): void {
  switch (move.do) {
    case "say":
      return say(tx, move.text);
    case "call":
      return void beginCall(tx, move);
    default:
      return move satisfies never;
  }
}
