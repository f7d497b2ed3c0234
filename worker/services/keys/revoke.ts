import type { ApiKey } from "../../../schema/contracts/keys.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { changeLiveKey, keyOf } from "../../directory/api-keys.ts";
import { forgetKeys } from "../../middleware/read-key.ts";
import type { Ctx } from "../ctx.ts";
import { keyDocument, keyTrail } from "./document.ts";
import { requireKeyMaker } from "./require-key-maker.ts";

/**
 * Ends a key: within a second it opens no door. Throws `forbidden`, `not_found`, `conflict` when it is over already.
 */
export async function revokeKey(ctx: Ctx, id: string): Promise<ApiKey> {
  requireKeyMaker(ctx);
  const row = await keyOf(ctx.env, ctx.tenant.id, id);
  if (row === undefined) throw new TrellisError("not_found");
  await ctx.db.commit({
    writes: [changeLiveKey(ctx.db, id, ctx.now, { revokedAt: ctx.now })],
    audit: { action: "apiKey.revoked", entity: "apiKey", entityId: id, before: keyTrail(row) },
    otherwise: new TrellisError("conflict", { message: "This key is over already." }),
  });
  forgetKeys();
  return keyDocument({ ...row, revokedAt: ctx.now }, ctx.now);
}
