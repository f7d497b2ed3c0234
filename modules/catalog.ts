import { CATEGORY_NAMES } from "../schema/manifest/categories.ts";
import * as manifests from "./manifests.ts";
import type { ModuleManifest } from "./module.ts";

type Manifests = typeof manifests;
export type ModuleSlug = Manifests[keyof Manifests]["slug"];

/**
 * Every module of the marketplace, found from the folders, in the order shown until the platform has decided on one: shelf by shelf, on
 * each what works before what only connects. Data only: a browser may import it.
 */
export const CATALOG: readonly (ModuleManifest & { slug: ModuleSlug })[] = Object.values(manifests).toSorted(
  (a: ModuleManifest, b: ModuleManifest) =>
    CATEGORY_NAMES.indexOf(a.category) - CATEGORY_NAMES.indexOf(b.category) ||
    Number(b.works.state === "works") - Number(a.works.state === "works") ||
    a.name.localeCompare(b.name, "en"),
);

/** The manifest of a slug, undefined when the catalog has none. */
export function manifestOf(slug: string): ModuleManifest | undefined {
  return CATALOG.find((manifest) => manifest.slug === slug);
}
