import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { chromium, type Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { CHROMIUM_SWITCHES } from "../../.ci/chromium.ts";
import { REPOSITORY } from "./state-folder.ts";
import { startProduct } from "./testing/product.ts";

const ADMIN = { email: "you@example.com", password: "a long password" };
const NOT_COPIED = /^(?:node_modules|dist|\.git|\.trellis)(?:\/|$)/;

// A second product is built from a copy of everything: worth it in the long run only. make-module.test.ts has the short one.
test.runIf(process.env["TRELLIS_LONG"] === "1")(
  "a module made by the command passes every check, is in the marketplace and the API, and installs in the browser",
  { timeout: 900_000 },
  async () => {
    const copy = mkdtempSync(join(tmpdir(), "trellis-copy-"));
    cpSync(REPOSITORY, copy, {
      recursive: true,
      filter: (path) => !NOT_COPIED.test(relative(REPOSITORY, path)),
    });
    symlinkSync(join(REPOSITORY, "node_modules"), join(copy, "node_modules"));
    try {
      const made = run(copy, "worker/local/new-module.ts", "carrier-pigeon");
      expect(made.code, made.text).toBe(0);
      expect(made.text).toContain("modules/carrier-pigeon/manifest.ts");
      const again = run(copy, "worker/local/new-module.ts", "carrier-pigeon");
      expect([again.code, again.text]).toEqual([1, "modules/carrier-pigeon is there already.\n"]);
      const checked = run(copy, ".ci/test.mjs", "--static");
      expect(checked.code, checked.text).toBe(0);
      const tested = run(copy, "node_modules/vitest/vitest.mjs", "run", "--project", "unit", "modules/");
      expect(tested.code, tested.text).toBe(0);
      expect(tested.text).toContain("modules/carrier-pigeon/verify.test.ts");

      await tryInBrowser(copy);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
);

async function tryInBrowser(copy: string): Promise<void> {
  const state = join(copy, ".trellis-state");
  const product = await startProduct(
    {
      TRELLIS_STATE: state,
      TRELLIS_SEED: "0",
      TRELLIS_ADMIN_EMAIL: ADMIN.email,
      TRELLIS_ADMIN_PASSWORD: ADMIN.password,
    },
    copy,
  );
  const browser = await chromium.launch({ executablePath: inject("chromium"), args: CHROMIUM_SWITCHES });
  try {
    const page = await browser.newPage({ baseURL: product.url });
    const api = await (await page.request.get("/api/openapi.json")).text();
    expect(api).toContain('"carrier-pigeon"');
    const client = await newClient(page);
    await page.goto(`/a/${client}/modules`);
    await page.getByRole("link", { name: "Carrier Pigeon" }).click();
    await page.getByRole("link", { name: "How to set it up" }).click();
    await page.getByRole("heading", { name: "Carrier Pigeon: how to set it up" }).waitFor();
    await page.goto(`/a/${client}/modules/carrier-pigeon`);
    await page.getByLabel("API key", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Try it in sandbox" }).click();
    await page.getByRole("heading", { name: "Carrier Pigeon works, in test mode." }).waitFor();
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** Signed in, and in a client of their own. Answers its id. */
async function newClient(page: Page): Promise<string> {
  const post = async <T>(path: string, data: object): Promise<T> => {
    const answer = await page.request.post(path, { data, headers: { origin: new URL(page.url(), "http://x").origin } });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
  await page.goto("/");
  await post("/api/users/login", ADMIN);
  const made = async (tenant: object) => (await post<{ doc: { id: string } }>("/api/tenants", tenant)).doc.id;
  const parent = await made({ type: "agency", name: "Oak & Co", slug: "oak-and-co" });
  return made({ type: "subaccount", name: "Fern", slug: "fern", parent });
}

function run(copy: string, script: string, ...args: string[]): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, script), ...args], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined },
  });
  return { code: status, text: stdout + stderr };
}
