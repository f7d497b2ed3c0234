import type { Tenant, UpdateTenant } from "../../../schema/contracts/tenants.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { isTaken, mustChange } from "../../db/scoped.ts";
import { tenantById, updateTenant } from "../../directory/tenants.ts";
import { forgetTenants } from "../../middleware/active-tenant.ts";
import { tellListingsOf } from "../accounts/tell-listings.ts";
import type { Ctx } from "../ctx.ts";
import { slugTaken } from "./create.ts";
import { tenantDocument } from "./document.ts";
import { RESERVED_SLUGS } from "./reserved-slugs.ts";

/** Renames the active tenant. Throws `conflict` for a slug taken or reserved (slug), or when someone else renamed it meanwhile. */
export async function renameTenant(ctx: Ctx, input: UpdateTenant): Promise<Tenant> {
  const read = await tenantById(ctx.env, ctx.tenant.id);
  if (read === undefined) throw new TrellisError("not_found");
  const { name = read.name, slug = read.slug } = input;
  if (name === read.name && slug === read.slug) return tenantDocument(read);
  if (slug !== read.slug && RESERVED_SLUGS.has(slug)) throw slugTaken();

  // Strictly later, so that two changes within a millisecond are told apart.
  const set = { name, slug, updatedAt: Math.max(ctx.now, read.updatedAt + 1) };
  try {
    await ctx.db.commit({
      writes: [mustChange(updateTenant(ctx.env, read, set))],
      audit: {
        action: "tenant.updated",
        entity: "tenant",
        entityId: read.id,
        before: { name: read.name, slug: read.slug },
        after: { name, slug },
      },
      otherwise: new TrellisError("conflict", {
        message: "Someone else changed this account meanwhile. Look again, then retry.",
      }),
    });
  } catch (error) {
    if (isTaken(error, "tenants.slug")) throw slugTaken();
    throw error;
  } finally {
    forgetTenants();
  }
  await tellListingsOf(ctx.env, read.id, ctx.now);
  return tenantDocument({ ...read, ...set });
}
