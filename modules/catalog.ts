import { ai } from "./ai/manifest.ts";
import { instagram } from "./instagram/manifest.ts";
import type { ModuleManifest } from "./module.ts";
import { whatsapp } from "./whatsapp/manifest.ts";

/** Every module of the marketplace, in the order shown. Data only: a browser may import it. */
export const CATALOG = [whatsapp, instagram, ai] as const satisfies readonly ModuleManifest[];

export type ModuleSlug = (typeof CATALOG)[number]["slug"];

/** The manifest of a slug, undefined when the catalog has none. */
export function manifestOf(slug: string): ModuleManifest | undefined {
  return CATALOG.find((manifest) => manifest.slug === slug);
}
