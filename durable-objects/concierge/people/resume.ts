import { ALL } from "../facts.ts";
import { goForward } from "../steps/forward.ts";
import type { Tx } from "../transcript/tx.ts";

/** Ends a pause: somebody wants it to go on. */
export function resume(tx: Tx): void {
  const { facts } = tx;
  facts.paused = false;
  facts.stopped = null;
  facts.stale = true;
  const { last } = tx.sql.exec<{ last: number | null }>("SELECT max(number) AS last FROM calls").one();
  facts.anewFrom[ALL] = last ?? 0;
  goForward(tx);
}
