import { manifestOf } from "../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { satisfies } from "../../../schema/manifest/semver.ts";

type Installed = Pick<IntegrationRow, "module" | "version">;
type Needing = Pick<ModuleManifest, "name" | "dependencies">;

/** Throws `conflict` unless everything the module needs is installed, in a version it works with. */
export function requireDependencies(manifest: Needing, installed: readonly Installed[]): void {
  for (const { slug, range } of manifest.dependencies) {
    const found = installed.find(({ module }) => module === slug);
    if (found !== undefined && satisfies(found.version, range)) continue;
    const name = manifestOf(slug)?.name ?? slug;
    throw new TrellisError("conflict", {
      message:
        found === undefined
          ? `${manifest.name} needs ${name}: install that first.`
          : `${manifest.name} needs ${name} ${range}, and version ${found.version} is installed.`,
      field: "module",
    });
  }
}

/** Throws `conflict` when another installed module does not work with this version of the one it needs. */
export function refuseOutgrown(
  { slug, name, version }: Pick<ModuleManifest, "slug" | "name" | "version">,
  installed: readonly Installed[],
  manifestFor: (slug: string) => Needing | undefined = manifestOf,
): void {
  for (const { module } of installed) {
    const needing = manifestFor(module);
    const needs = needing?.dependencies.find((dependency) => dependency.slug === slug);
    if (needing === undefined || needs === undefined || satisfies(version, needs.range)) continue;
    throw new TrellisError("conflict", {
      message: `${needing.name} needs ${name} ${needs.range}: it does not work with ${version}.`,
      field: "version",
    });
  }
}

/** Throws `conflict` while another installed module needs this one. `manifestFor` finds a manifest by its slug. */
export function refuseNeeded(
  slug: string,
  installed: readonly Installed[],
  manifestFor: (slug: string) => Needing | undefined = manifestOf,
): void {
  const needing = installed.flatMap(({ module }) => {
    const manifest = manifestFor(module);
    return manifest?.dependencies.some((dependency) => dependency.slug === slug) ? [manifest.name] : [];
  });
  if (needing.length === 0) return;
  throw new TrellisError("conflict", { message: `${needing.join(" and ")} needs it: uninstall that first.` });
}
