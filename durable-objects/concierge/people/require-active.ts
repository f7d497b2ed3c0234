import { TrellisError } from "../../../schema/errors.ts";
import type { Tx } from "../transcript/tx.ts";

/** What a transcript may hold, with what people add after the session itself has stopped adding (next-step.ts). */
const ENTRIES_MAX = 4_000;

/** Throws `conflict` for a session that is over, or holds all that it may. */
export function requireActive(tx: Tx): void {
  requireGoingOn(tx);
  const { sql } = tx;
  const { held } = sql.exec<{ held: number }>("SELECT count(*) AS held FROM entries").one();
  if (held >= ENTRIES_MAX)
    throw new TrellisError("conflict", { message: "This set-up has grown as long as it may. Begin another." });
}

/** Throws `conflict` for a session that is over. */
export function requireGoingOn({ facts }: Tx): void {
  if (facts.state !== "active") throw new TrellisError("conflict", { message: "This set-up is over. Begin another." });
}
