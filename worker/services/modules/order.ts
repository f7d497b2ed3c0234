import { requireCapability } from "../../../schema/actor.ts";
import type { CuratedModule, OrderModules } from "../../../schema/contracts/modules.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { catalogRows, placeCatalogModule } from "../../directory/catalog-modules.ts";
import type { Ctx } from "../ctx.ts";
import { listCuratedModules } from "./list-curated.ts";

/**
 * Puts the marketplace in this order, which names every module once, so that two people who order at once never leave a mixture. Throws
 * `forbidden`, `conflict` when it is not the catalog there is (slugs).
 */
export async function orderModules(ctx: Ctx, { slugs }: OrderModules): Promise<CuratedModule[]> {
  requireCapability(ctx.actor, "manageCatalog");
  const rows = (await catalogRows(ctx.env)).toSorted((a, b) => a.position - b.position);
  const before = rows.map(({ slug }) => slug);
  if (before.length !== slugs.length || !before.every((slug) => slugs.includes(slug)))
    throw new TrellisError("conflict", {
      message: "The catalog has changed in the meantime. Load it again.",
      field: "slugs",
    });
  if (before.join() === slugs.join()) return listCuratedModules(ctx);
  await ctx.db.commit({
    writes: slugs.map((slug, position) => placeCatalogModule(ctx.env, slug, { position, updatedAt: ctx.now })),
    audit: { action: "modules.ordered", entity: "catalog", entityId: "modules", before, after: slugs },
  });
  return listCuratedModules(ctx);
}
