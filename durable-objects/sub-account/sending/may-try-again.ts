import type { OutboxRow } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { ATTEMPTS_MAX, SENDING_MAX_MS } from "./limits.ts";

/** Whether a row has tries and time left for another one `afterMs` from now. */
export function mayTryAgain({ now }: AccountTx, row: OutboxRow, afterMs: number): boolean {
  return row.attempts < ATTEMPTS_MAX && now + afterMs < row.createdAt + SENDING_MAX_MS;
}
