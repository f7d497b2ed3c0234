import type { CreateApiKey, CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { KEYS_MAX } from "../../../schema/contracts/keys.ts";
import type { ApiKeyRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { deleteKeysOverBefore, insertKey } from "../../directory/api-keys.ts";
import type { Ctx } from "../ctx.ts";
import { keyDocument, keyTrail } from "./document.ts";
import { hashKey } from "./hash-key.ts";
import { API_KEY_SHOWN, newApiKey } from "./key-format.ts";
import { requireKeyMaker, requireOwnScopes } from "./require-key-maker.ts";

/** Keys that are over are listed for so long. */
export const KEY_KEPT_MS = 90 * 24 * 60 * 60_000;

/**
 * Makes a key to the active tenant and what is below it. The answer is the only place where the key itself is ever told. Throws `forbidden`
 * (also for a scope the maker lacks), `invalid` (expiresAt), `plan_limit` when there are KEYS_MAX already.
 */
export async function createKey(ctx: Ctx, input: CreateApiKey): Promise<Omit<CreatedApiKey, "message">> {
  const maker = requireKeyMaker(ctx);
  requireOwnScopes(maker, input.scopes);
  const { key, row } = await draftKey(ctx, {
    name: input.name,
    capabilities: input.scopes,
    createdBy: maker.userId,
    expiresAt: futureTime(input.expiresAt, ctx.now),
  });
  await ctx.db.commit({
    writes: [deleteKeysOverBefore(ctx.db, ctx.now - KEY_KEPT_MS), ...insertKey(ctx.db, row, KEYS_MAX)],
    audit: { action: "apiKey.created", entity: "apiKey", entityId: row.id, after: keyTrail(row) },
    otherwise: tooManyKeys(),
  });
  return { doc: keyDocument({ ...row, tenantId: ctx.tenant.id, createdByName: maker.name }, ctx.now), key };
}

/** A new key and the row that stands for it. */
export async function draftKey(
  { now }: Pick<Ctx, "now">,
  given: Pick<ApiKeyRow, "name" | "capabilities" | "createdBy" | "expiresAt">,
): Promise<{ key: string; row: Omit<ApiKeyRow, "tenantId"> }> {
  const key = newApiKey();
  const row = {
    ...given,
    id: newId("apiKey"),
    hash: await hashKey(key),
    prefix: key.slice(0, API_KEY_SHOWN),
    createdAt: now,
    lastUsedAt: null,
    revokedAt: null,
    replacedBy: null,
  };
  return { key, row };
}

/** A moment from the outside, in ms. Throws `invalid` for one that has passed. */
export function futureTime(at: string | null, now: number): number | null {
  if (at === null) return null;
  const ms = Date.parse(at);
  if (ms <= now) throw new TrellisError("invalid", { message: "must be in the future", field: "expiresAt" });
  return ms;
}

export function tooManyKeys(): TrellisError {
  return new TrellisError("plan_limit", {
    message: `An account has at most ${KEYS_MAX} working keys. Revoke one that is no longer used.`,
  });
}
