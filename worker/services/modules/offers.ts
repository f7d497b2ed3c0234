import { CATALOG, manifestOf } from "../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { CatalogModuleRow } from "../../../schema/control-plane/index.ts";
import { catalogRow, catalogRows } from "../../directory/catalog-modules.ts";
import type { Env } from "../../env.ts";

/** A module as the platform offers it: the code's manifest, with plans, price, place and visibility as the platform decided. */
export interface Offer {
  manifest: ModuleManifest;
  hidden: boolean;
  plans: ModuleManifest["plans"];
  price: ModuleManifest["price"];
}

/** Every module the code has, in the platform's order. Before the first synchronisation: as the code has it. */
export async function offersOf(env: Env): Promise<Offer[]> {
  const rows = new Map((await catalogRows(env)).map((row) => [row.slug, row]));
  const place = (slug: string): number => rows.get(slug)?.position ?? Infinity;
  return CATALOG.map((manifest) => offerOf(manifest, rows.get(manifest.slug))).sort(
    (a, b) => place(a.manifest.slug) - place(b.manifest.slug) || 0,
  );
}

/** One module as the platform offers it. Undefined for one the code does not have. */
export async function offerOfModule(env: Env, slug: string): Promise<Offer | undefined> {
  const manifest = manifestOf(slug);
  return manifest === undefined ? undefined : offerOf(manifest, await catalogRow(env, slug));
}

function offerOf(manifest: ModuleManifest, row: CatalogModuleRow | undefined): Offer {
  return {
    manifest,
    hidden: row?.hidden ?? false,
    plans: row?.plans ?? manifest.plans,
    price: row?.price ?? manifest.price,
  };
}
