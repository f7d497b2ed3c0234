import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { moduleIndex, writeModuleIndex } from "./module-index.ts";
import { REPOSITORY } from "./state-folder.ts";

describe("the index of modules", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "trellis-index-"));
    cpSync(join(REPOSITORY, "modules"), join(root, "modules"), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("is the folders': npm run modules:index brings it in step", () => {
    for (const [path, text] of Object.entries(moduleIndex()))
      expect(readFileSync(join(REPOSITORY, path), "utf8")).toBe(text);
  });

  it("takes in a folder that is there, and lets go of one that went", () => {
    expect(writeModuleIndex(root)).toEqual([]);
    mkdirSync(join(root, "modules/post-box"));
    expect(writeModuleIndex(root)).toEqual([]);
    writeFileSync(join(root, "modules/post-box/manifest.ts"), "");
    rmSync(join(root, "modules/ai"), { recursive: true });
    expect(writeModuleIndex(root)).toEqual(["modules/manifests.ts", "modules/all-handlers.ts"]);

    const manifests = readFileSync(join(root, "modules/manifests.ts"), "utf8");
    expect(manifests).toContain('export { postBox } from "./post-box/manifest.ts";\n');
    expect(manifests).not.toContain("./ai/");
    expect(readFileSync(join(root, "modules/all-handlers.ts"), "utf8")).toContain(
      'export { postBoxHandlers as postBox } from "./post-box/handlers.ts";\n',
    );
    expect(writeModuleIndex(root)).toEqual([]);
  });
});
