import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./state-folder.ts";

const HEAD =
  "// One line for each folder with a manifest.ts. Made by `npm run modules:index`, `npm start` and `npm test`.\n";

/**
 * The files that name every module, by path from the repository's root, as the folders under `modules/` want them: what bundlers, tests
 * and the type checker can all follow. A line stands for one folder and for nothing else, so that two people who each add a module meet in
 * no conflict (.gitattributes).
 */
export function moduleIndex(root: string = REPOSITORY): Record<string, string> {
  const slugs = readdirSync(join(root, "modules"))
    .filter((name) => existsSync(join(root, "modules", name, "manifest.ts")))
    .toSorted();
  const lines = (line: (slug: string, name: string) => string) =>
    HEAD + slugs.map((slug) => `${line(slug, moduleName(slug))}\n`).join("");
  return {
    "modules/manifests.ts": lines((slug, name) => `export { ${name} } from "./${slug}/manifest.ts";`),
    "modules/all-handlers.ts": lines(
      (slug, name) => `export { ${name}Handlers as ${name} } from "./${slug}/handlers.ts";`,
    ),
  };
}

/** Brings those files in step with the folders; answers the paths that were not. */
export function writeModuleIndex(root: string = REPOSITORY): string[] {
  const stale = Object.entries(moduleIndex(root)).filter(([path, text]) => textOf(join(root, path)) !== text);
  for (const [path, text] of stale) writeFileSync(join(root, path), text);
  return stale.map(([path]) => path);
}

/** What a module's constants are called in code: `lead-ads` is `leadAds`. */
export function moduleName(slug: string): string {
  return slug.replaceAll(/-([a-z0-9])/g, (_whole, first: string) => first.toUpperCase());
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
