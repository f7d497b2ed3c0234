import { CATALOG } from "../../../modules/catalog.ts";
import type { Manifest } from "../../../schema/manifest/manifest.ts";
import { ScopedDb, type Statement } from "../../db/scoped.ts";
import { addCatalogModule, catalogRows, noteCatalogModule } from "../../directory/catalog-modules.ts";
import { platformTenant } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";

/**
 * Brings the platform's rows in step with the code's catalog: a new module is added at the end, a changed version noted, one that is gone
 * marked retired and one that is back unmarked. What the platform decided stays. Writes nothing when nothing changed, so it may run at every start.
 */
export async function synchroniseCatalog(
  env: Env,
  now: number,
  catalog: readonly Pick<Manifest, "slug" | "version">[] = CATALOG,
): Promise<void> {
  const platform = await platformTenant(env);
  if (platform === undefined) return;
  const rows = await catalogRows(env);
  const known = new Map(rows.map((row) => [row.slug, row]));
  const there = new Set(catalog.map(({ slug }) => slug));
  const end = rows.reduce((last, { position }) => Math.max(last, position + 1), 0);

  const added = catalog.filter(({ slug }) => !known.has(slug));
  const changed = catalog.filter(({ slug, version }) => {
    const row = known.get(slug);
    return row !== undefined && (row.version !== version || row.retired);
  });
  const retired = rows.filter(({ slug, retired: already }) => !already && !there.has(slug));
  if (added.length + changed.length + retired.length === 0) return;

  const writes: Statement[] = [
    ...added.map(({ slug, version }, at) =>
      addCatalogModule(env, { slug, version, position: end + at, updatedAt: now }),
    ),
    ...changed.map(({ slug, version }) => noteCatalogModule(env, slug, { version, retired: false, updatedAt: now })),
    ...retired.map(({ slug }) => noteCatalogModule(env, slug, { retired: true, updatedAt: now })),
  ];
  const versions = (of: readonly Pick<Manifest, "slug" | "version">[]) =>
    Object.fromEntries(of.map(({ slug, version }) => [slug, version]));
  await new ScopedDb(env, { kind: "system", tenantId: platform.id, via: "control-plane" }).commit({
    writes,
    audit: {
      action: "catalog.synchronised",
      entity: "catalog",
      entityId: "modules",
      after: { added: versions(added), changed: versions(changed), retired: retired.map(({ slug }) => slug) },
    },
  });
}
