import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import type { PasskeyRow } from "../../../schema/control-plane/index.ts";

/** A passkey as its person sees it. `host` is the one they are at. */
export function passkeyDocument(row: PasskeyRow, host: string): Passkey {
  return {
    id: row.id,
    name: row.name,
    createdAt: new Date(row.createdAt).toISOString(),
    lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt).toISOString(),
    backedUp: row.backedUp,
    usableHere: row.rpId === host,
  };
}
