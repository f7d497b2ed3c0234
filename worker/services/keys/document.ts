import { type ApiKey, KEY_WARNING_MS, type KeyState } from "../../../schema/contracts/keys.ts";
import type { ApiKeyRow } from "../../../schema/control-plane/index.ts";
import type { NamedApiKey } from "../../directory/api-keys.ts";

/** A key as the API tells of it: nothing by which it could be guessed. `now` in ms. */
export function keyDocument(row: NamedApiKey, now: number): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.capabilities,
    state: stateOf(row, now),
    createdBy: { id: row.createdBy, name: row.createdByName ?? "Somebody" },
    createdAt: iso(row.createdAt),
    expiresAt: isoOrNull(row.expiresAt),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    revokedAt: isoOrNull(row.revokedAt),
    replacedBy: row.replacedBy,
  };
}

function stateOf({ expiresAt, replacedBy, revokedAt }: ApiKeyRow, now: number): KeyState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= now) return "expired";
  if (replacedBy !== null) return "replaced";
  return expiresAt !== null && expiresAt - now <= KEY_WARNING_MS ? "expiring" : "active";
}

/** What the audit log says of a key. */
export function keyTrail(row: Pick<ApiKeyRow, "name" | "prefix" | "capabilities" | "expiresAt">): object {
  return { name: row.name, prefix: row.prefix, scopes: row.capabilities, expiresAt: isoOrNull(row.expiresAt) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
