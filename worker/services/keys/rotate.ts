import { type CreatedApiKey, KEYS_MAX, type RotateApiKey } from "../../../schema/contracts/keys.ts";
import type { ApiKeyRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { insertKey, keyOf, replaceLiveKey } from "../../directory/api-keys.ts";
import { forgetKeys } from "../../middleware/read-key.ts";
import type { Ctx } from "../ctx.ts";
import { draftKey, futureTime } from "./create.ts";
import { keyDocument, keyTrail } from "./document.ts";
import { requireKeyMaker, requireOwnScopes } from "./require-key-maker.ts";

const HOUR_MS = 60 * 60_000;

/**
 * Puts a new key of the same name and scopes in the place of one, which goes on working for the grace. Throws `forbidden` (also where the
 * caller lacks one of its scopes), `not_found`, `invalid` (expiresAt), `conflict` when it is over or was replaced, or KEYS_MAX work.
 */
export async function rotateKey(ctx: Ctx, id: string, input: RotateApiKey): Promise<Omit<CreatedApiKey, "message">> {
  const maker = requireKeyMaker(ctx);
  const old = await keyOf(ctx.env, ctx.tenant.id, id);
  if (old === undefined) throw new TrellisError("not_found");
  requireOwnScopes(maker, old.capabilities);
  const { key, row } = await draftKey(ctx, {
    name: old.name,
    capabilities: old.capabilities,
    createdBy: maker.userId,
    expiresAt: input.expiresAt === undefined ? sameSpan(old, ctx.now) : futureTime(input.expiresAt, ctx.now),
  });
  const end = Math.min(old.expiresAt ?? Infinity, ctx.now + input.graceHours * HOUR_MS);
  await ctx.db.commit({
    // The old one may still be counted: a rotation never fails for want of a place.
    writes: [replaceLiveKey(ctx.db, id, ctx.now, row.id, end), ...insertKey(ctx.db, row, KEYS_MAX + 1)],
    audit: {
      action: "apiKey.rotated",
      entity: "apiKey",
      entityId: id,
      before: keyTrail(old),
      after: { ...keyTrail({ ...old, expiresAt: end }), replacedBy: row.id, replacement: keyTrail(row) },
    },
    otherwise: new TrellisError("conflict", {
      message: "This key is over or was replaced already, or too many keys work at once: revoke one first.",
    }),
  });
  forgetKeys();
  return { doc: keyDocument({ ...row, tenantId: ctx.tenant.id, createdByName: maker.name }, ctx.now), key };
}

/** A key that had an end gets as long again. */
function sameSpan({ createdAt, expiresAt }: ApiKeyRow, now: number): number | null {
  return expiresAt === null ? null : now + (expiresAt - createdAt);
}
