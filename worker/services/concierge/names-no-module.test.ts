import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CATALOG } from "../../../modules/catalog.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** Everything that is the concierge's. */
const FOLDERS = [
  "schema/concierge",
  "durable-objects/concierge",
  "worker/services/concierge",
  "web/features/concierge",
];
const FILES = [
  "schema/contracts/concierge.ts",
  "worker/routes/concierge.ts",
  "worker/concierge-host.ts",
  "worker/db/concierge.ts",
];

const sources = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ),
  ...FILES,
].filter((path) => /\.tsx?$/.test(path) && !/\.(test|spec|test-kit|workers\.test)\.tsx?$/.test(path));

const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const LITERALS = /"[^"\n]*"|'[^'\n]*'|`[^`]*`|>[^<>{}]+</g;

/** A module that the concierge knew by name would be one that it treats as no other. */
it.each(CATALOG.map(({ slug, name }) => [slug as string, name] as const))(
  "the concierge does not know %s",
  (slug, name) => {
    expect(sources.length).toBeGreaterThan(40);
    const knowing = sources.filter((path) => {
      const text = readFileSync(join(ROOT, path), "utf8").replaceAll(COMMENTS, "");
      const literals = [...text.matchAll(LITERALS)].map(([literal]) => literal.slice(1, -1));
      const named = new RegExp(`(?<![\\w-])${name}(?![\\w-])`);
      return literals.some((literal) => literal === slug || named.test(literal));
    });
    expect(knowing).toEqual([]);
  },
);
