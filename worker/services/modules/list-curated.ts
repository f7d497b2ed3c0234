import { manifestOf } from "../../../modules/catalog.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { CuratedModule } from "../../../schema/contracts/modules.ts";
import type { CatalogModuleRow } from "../../../schema/control-plane/index.ts";
import { catalogRows } from "../../directory/catalog-modules.ts";
import type { Ctx } from "../ctx.ts";

/** Every module the platform curates, in its order, hidden and retired ones too. Throws `forbidden`. */
export async function listCuratedModules(ctx: Ctx): Promise<CuratedModule[]> {
  requireCapability(ctx.actor, "manageCatalog");
  const rows = await catalogRows(ctx.env);
  return rows.toSorted((a, b) => a.position - b.position || (a.slug < b.slug ? -1 : 1)).map(curatedDocument);
}

/** A row of the catalog as the API shows it. A retired module has no manifest any more: its slug stands for its name. */
export function curatedDocument(row: CatalogModuleRow): CuratedModule {
  const manifest = manifestOf(row.slug);
  const { slug, version, hidden, retired, position, price, plans, revision } = row;
  return {
    slug,
    name: manifest?.name ?? slug,
    icon: manifest?.icon ?? "",
    category: manifest?.category ?? "",
    version,
    hidden,
    retired,
    position,
    price,
    plans,
    defaults: { price: manifest?.price ?? null, plans: [...(manifest?.plans ?? [])] },
    revision,
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
