import { requireCapability } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { changeBranding, type OwnBranding, readBranding } from "../../db/branding.ts";
import { isTaken, mustChange } from "../../db/scoped.ts";
import type { Ctx } from "../ctx.ts";
import { logoKey } from "./worn.ts";

/**
 * Changes what the active account chose of its looks. Pictures that nobody wears any more are deleted once that has committed. Throws
 * `forbidden`, `conflict` when somebody else changed it meanwhile.
 */
export async function changeOwnBranding(ctx: Ctx, set: Partial<Omit<OwnBranding, "revision">>): Promise<void> {
  requireCapability(ctx.actor, "manageSettings");
  const read = await readBranding(ctx.db);
  const changed = (Object.keys(set) as (keyof typeof set)[]).filter((field) => set[field] !== read[field]);
  if (changed.length === 0) return;
  const told = (of: Partial<OwnBranding>) => Object.fromEntries(changed.map((field) => [field, of[field] ?? null]));
  const otherwise = new TrellisError("conflict", {
    message: "Someone else changed the branding meanwhile. Look again, then retry.",
  });
  try {
    await ctx.db.commit({
      writes: [mustChange(changeBranding(ctx.db, read, set, ctx.now))],
      audit: {
        action: "branding.updated",
        entity: "branding",
        entityId: ctx.tenant.id,
        before: told(read),
        after: told(set),
      },
      otherwise,
    });
  } catch (error) {
    if (isTaken(error, "branding.tenant_id")) throw otherwise;
    throw error;
  }
  const old = changed.includes("logoId") ? read.logoId : null;
  if (old !== null) ctx.waitUntil(ctx.env.MEDIA.delete(logoKey(ctx.tenant.id, old)));
}
