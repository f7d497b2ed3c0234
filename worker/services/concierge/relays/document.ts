import type { Relay } from "../../../../schema/contracts/relays.ts";
import type { ConciergeRelayRow } from "../../../../schema/control-plane/index.ts";

/** A link as whoever may send one sees it: nothing of its secret is kept. */
export function relayDocument(row: ConciergeRelayRow, now: number): Relay {
  const { id, modules, createdByName, createdAt, expiresAt, openedAt } = row;
  return {
    id,
    modules,
    state: stateOf(row, now),
    createdBy: createdByName,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    openedAt: openedAt === null ? null : new Date(openedAt).toISOString(),
  };
}

function stateOf({ revokedAt, doneAt, expiresAt }: ConciergeRelayRow, now: number): Relay["state"] {
  if (revokedAt !== null) return "revoked";
  if (doneAt !== null) return "done";
  return expiresAt <= now ? "expired" : "open";
}
