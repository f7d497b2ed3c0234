import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPOSITORY } from "../../worker/local/state-folder.ts";

type Manifest = Partial<Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>>;
type Entry = Manifest & { version?: string; resolved?: string };

const read = (file: string): unknown => JSON.parse(readFileSync(join(REPOSITORY, file), "utf8"));
const manifest = read("package.json") as Manifest;
const { packages } = read("package-lock.json") as { packages: Record<string, Entry> };

describe("package-lock.json", () => {
  it("is in step with package.json, so that a clean clone installs", () => {
    const { dependencies, devDependencies } = packages[""] ?? {};
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });

  it("pins every dependency of ours to one version", () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter(([, version]) => !/^\d/.test(version))).toEqual([]);
  });

  it("knows the binary packages of every platform, not only of the one it was written on", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
    );
    expect(missing).toEqual([]);
  });

  it("names no package source, so that each installation uses its own", () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

/** Node's look-up: beside the package that asks, then in each folder above. */
function isLocked(path: string, name: string): boolean {
  if (packages[`${path === "" ? "" : `${path}/`}node_modules/${name}`] !== undefined) return true;
  if (path === "") return false;
  return isLocked(path.slice(0, Math.max(0, path.lastIndexOf("node_modules/") - 1)), name);
}
