import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { REPOSITORY } from "./state-folder.ts";
import { startFakeGraph } from "./testing/fake-graph.ts";
import { startProduct } from "./testing/product.ts";

const run = promisify(execFile);

/** From nobody to a customer's first message, for a machine. */
const START_MAX_MS = 10_000;

test("the commands of docs/api.md and docs/start.md run as they stand", async () => {
  const commands = commandsOf("api.md");
  expect(commands.length).toBeGreaterThan(5);
  const state = mkdtempSync(join(tmpdir(), "trellis-walkthrough-"));
  const graph = await startFakeGraph();
  const product = await startProduct({
    TRELLIS_STATE: state,
    TRELLIS_SEED: "0",
    TRELLIS_ADMIN_EMAIL: "you@example.com",
    TRELLIS_ADMIN_PASSWORD: "a long password",
    META_GRAPH_URL: graph.url,
    META_APP_SECRET: "app-secret",
  });
  try {
    // jq is not everywhere: a stand-in with the same answers for the few filters of the page.
    const jq = `jq() { "${process.execPath}" "${join(REPOSITORY, "worker/local/testing/jq.mjs")}" "$@"; }`;
    const linesOf = async (page: string[]) => {
      const script = ["set -eo pipefail", jq, ...page].join("\n");
      const { stdout } = await run("bash", ["-c", script], { env: { ...process.env, URL: product.url } });
      return stdout.trim().split("\n");
    };
    const begun = Date.now();
    expect(await linesOf(commandsOf("start.md"))).toEqual([
      "ana@example.com",
      "true",
      "delivered",
      "Do you have rye today?",
    ]);
    expect(Date.now() - begun).toBeLessThan(START_MAX_MS);
    const lines = await linesOf(commands);
    const stdout = lines.join("\n");
    expect(lines[0]).toBe('"platform_admin"');
    expect(stdout).toContain('"state": "connected"');
    expect(stdout).not.toContain("EAAG-your-token");
    expect(stdout).toContain("Do you have rye today?");
    expect(lines).toContain("sent");
    const reacted = lines.indexOf("👍");
    expect(lines[reacted - 1]).toMatch(/^\/api\/conversations\/\S+\/attachments\/att_\w+$/);
    expect(lines.slice(reacted + 1, reacted + 4)).toEqual(["connected", "Front desk", "event: start"]);
    expect(lines.at(-1)).toMatch(/^data: \{"type":"done".*"text":"Hi Ada, thank you/);
    await vi.waitFor(
      () =>
        expect(graph.taken.map(({ to, text }) => ({ to, text }))).toEqual([
          { to: "447700900555", text: "Yes, two loaves left." },
          { to: "447700900555", text: "Today's breads" },
          { to: "447700900555", text: "👍" },
        ]),
      { timeout: 10_000 },
    );
  } finally {
    await product.stop();
    await graph.stop();
    rmSync(state, { recursive: true, force: true });
  }
}, 120_000);

function commandsOf(page: string): string[] {
  const text = readFileSync(join(REPOSITORY, "docs", page), "utf8");
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
}
