import { and, eq, gt, ne, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type CatalogModuleRow, catalogModules } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** More than any catalog has. */
const ROWS_MAX = 500;

/** What the platform decided of every module, by slug. */
export function catalogRows(env: Env): Promise<CatalogModuleRow[]> {
  return drizzle(env.DB).select().from(catalogModules).where(gt(catalogModules.slug, "")).limit(ROWS_MAX);
}

/** The same of one module. */
export function catalogRow(env: Env, slug: string): Promise<CatalogModuleRow | undefined> {
  return drizzle(env.DB).select().from(catalogModules).where(eq(catalogModules.slug, slug)).get();
}

/** A statement that adds a module; one that is there already is left alone. */
export function addCatalogModule(
  env: Env,
  row: Pick<CatalogModuleRow, "slug" | "version" | "position" | "updatedAt">,
): Statement {
  return drizzle(env.DB).insert(catalogModules).values(row).onConflictDoNothing();
}

/** A statement that changes a module only while it is at `revision`: wrap it in mustChange. */
export function curateCatalogModule(
  env: Env,
  at: { slug: string; revision: number },
  set: Partial<Pick<CatalogModuleRow, "hidden" | "price" | "plans" | "updatedAt">>,
): Statement {
  return changed(env, set, and(eq(catalogModules.slug, at.slug), eq(catalogModules.revision, at.revision)));
}

/** A statement that tells what the code now has of a module, leaving all that was decided about it. */
export function noteCatalogModule(
  env: Env,
  slug: string,
  set: Partial<Pick<CatalogModuleRow, "version" | "retired">> & { updatedAt: number },
): Statement {
  return changed(env, set, eq(catalogModules.slug, slug));
}

/** A statement that puts a module in its place, and does nothing to one that is there. */
export function placeCatalogModule(env: Env, slug: string, set: { position: number; updatedAt: number }): Statement {
  return changed(env, set, and(eq(catalogModules.slug, slug), ne(catalogModules.position, set.position)));
}

function changed(env: Env, set: Partial<CatalogModuleRow>, where: SQL | undefined): Statement {
  return drizzle(env.DB)
    .update(catalogModules)
    .set({ ...set, revision: sql`${catalogModules.revision} + 1` })
    .where(where);
}
