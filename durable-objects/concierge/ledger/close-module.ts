import type { Tx } from "../transcript/tx.ts";
import { type CallEnd, endCall, pendingCalls } from "./calls.ts";

/** Ends what is still to be done about a module, or waits for people; what is being done right now ends by itself. */
export function closeModule(tx: Tx, module: string, end: CallEnd): void {
  for (const call of pendingCalls(tx))
    if (call.module === module && (call.waits || call.beganAt === null)) endCall(tx, call.id, end);
}
