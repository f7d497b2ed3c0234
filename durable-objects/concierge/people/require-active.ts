import { TrellisError } from "../../../schema/errors.ts";
import type { Tx } from "../transcript/tx.ts";

/** Throws `conflict` for a session that is over. */
export function requireActive({ facts }: Tx): void {
  if (facts.state !== "active") throw new TrellisError("conflict", { message: "This set-up is over. Begin another." });
}
