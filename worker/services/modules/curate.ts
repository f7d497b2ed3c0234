import { requireCapability } from "../../../schema/actor.ts";
import type { CuratedModule, CurateModule } from "../../../schema/contracts/modules.ts";
import type { CatalogModuleRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { catalogRow, curateCatalogModule } from "../../directory/catalog-modules.ts";
import type { Ctx } from "../ctx.ts";
import { curatedDocument } from "./list-curated.ts";

/**
 * Decides how the platform offers a module: hidden or not, its price, the plans that include it. What is installed already stays
 * installed. Throws `forbidden`, `not_found`, `conflict` (changed in the meantime).
 */
export async function curateModule(ctx: Ctx, slug: string, input: CurateModule): Promise<CuratedModule> {
  requireCapability(ctx.actor, "manageCatalog");
  const row = await catalogRow(ctx.env, slug);
  if (row === undefined) throw new TrellisError("not_found");
  const conflict = new TrellisError("conflict", {
    message: "Someone else changed this module in the meantime. Load it again.",
  });
  if (input.revision !== undefined && input.revision !== row.revision) throw conflict;

  const { hidden = row.hidden, price = row.price, plans = row.plans } = input;
  const set = { hidden, price, plans };
  if (JSON.stringify(set) === JSON.stringify(decided(row))) return curatedDocument(row);
  await ctx.db.commit({
    writes: [mustChange(curateCatalogModule(ctx.env, row, { ...set, updatedAt: ctx.now }))],
    audit: { action: "module.curated", entity: "module", entityId: slug, before: decided(row), after: set },
    otherwise: conflict,
  });
  return curatedDocument({ ...row, ...set, revision: row.revision + 1, updatedAt: ctx.now });
}

function decided({ hidden, price, plans }: CatalogModuleRow) {
  return { hidden, price, plans };
}
