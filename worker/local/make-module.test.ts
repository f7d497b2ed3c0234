import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ModuleHandlers, ModuleManifest } from "../../modules/module.ts";
import { configFields } from "../../schema/manifest/config-fields.ts";
import { makeModule } from "./make-module.ts";
import { REPOSITORY } from "./state-folder.ts";

/** What describes an install to the API, from the catalog beside it. */
const FORMS = "worker/routes/install-body.ts";
const SLUG = "carrier-pigeon-2";

describe("a new module", () => {
  /** Inside the repository, so that what is made finds the packages. */
  let root: string;
  beforeEach(() => {
    mkdirSync(join(REPOSITORY, ".trellis"), { recursive: true });
    root = mkdtempSync(join(REPOSITORY, ".trellis/new-module-"));
    cpSync(join(REPOSITORY, "modules"), join(root, "modules"), { recursive: true });
    symlinkSync(join(REPOSITORY, "schema"), join(root, "schema"));
    cpSync(join(REPOSITORY, FORMS), join(root, FORMS));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("is one folder, and with it a module of the marketplace, the API's description and the server", async () => {
    const before = textsIn(root);
    const written = makeModule(SLUG, root);
    expect(written).toContain(`modules/${SLUG}/manifest.ts`);
    // Nothing else has changed but the index of folders.
    const changed = Object.entries(textsIn(root)).filter(([path, text]) => before[path] !== text);
    expect(changed.map(([path]) => path).toSorted()).toEqual(written.toSorted());
    expect(written.filter((path) => !path.startsWith(`modules/${SLUG}/`))).toEqual([
      "modules/manifests.ts",
      "modules/all-handlers.ts",
    ]);

    const { manifestOf } = (await import(join(root, "modules/catalog.ts"))) as {
      manifestOf(slug: string): ModuleManifest | undefined;
    };
    const manifest = manifestOf(SLUG);
    expect(manifest).toMatchObject({ slug: SLUG, name: "Carrier Pigeon 2", works: { state: "connectsOnly" } });
    const { manifestFaults } = (await import(join(root, "modules/manifest-faults.test-kit.ts"))) as {
      manifestFaults(manifest: ModuleManifest): string[];
    };
    expect(manifest && manifestFaults(manifest)).toEqual([]);

    const { installBody } = (await import(join(root, FORMS))) as {
      installBody(): { oneOf: Record<string, unknown>[] };
    };
    const forms = installBody().oneOf.filter((form) => JSON.stringify(form).includes(`{"const":"${SLUG}"}`));
    expect(forms.map(({ title }) => title)).toEqual(["Carrier Pigeon 2", "Carrier Pigeon 2, in test mode"]);
    const [own] = forms as [{ properties: { config: Record<string, unknown> } }];
    expect(configFields(own.properties.config)).toHaveLength(1);

    const { handlersOf } = (await import(join(root, "modules/handlers.ts"))) as {
      handlersOf(slug: string): ModuleHandlers | undefined;
    };
    const handlers = handlersOf(SLUG);
    expect(handlers?.apis).toEqual([{ host: `api.${SLUG}.example`, variable: "CARRIER_PIGEON_2_API_URL" }]);
    const { credentials = {}, answer } = handlers?.sandbox ?? {};
    const tried = answer && (await handlers?.verify(credentials, answer, 0));
    expect(tried).toMatchObject({ health: { ok: true }, details: { account: "Harbour" } });
  });

  it("holds nothing of the template's name", () => {
    for (const path of makeModule(SLUG, root)) {
      const text = readFileSync(join(root, path), "utf8");
      expect(text).not.toMatch(/post.?box|\.ci\/|\.\.\/\.\.\/modules/i);
    }
  });

  it.each(["Fax", "fax_2", "../fax", "", "2fax", "fax--2", "new", "for-", "a".repeat(61), "ai"])(
    "is refused as “%s”, with nothing written",
    (slug) => {
      const before = textsIn(root);
      expect(() => makeModule(slug, root)).toThrow(slug === "ai" ? "is there already" : "is no slug");
      expect(textsIn(root)).toEqual(before);
    },
  );
});

/** The text of every file of the copy that is its own, by path. */
function textsIn(root: string): Record<string, string> {
  const paths = ["modules", "worker"].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      : [],
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
