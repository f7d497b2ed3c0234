import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { productUrl } from "./kit/product.ts";

/** Until the inbox can be used: the entry and the inbox page with everything they import before they run. */
const INBOX_MAX_GZIP_BYTES = 60_000;

it("asks for less than 60 KB of script, compressed, before the inbox can be used", async () => {
  const page = await (await fetch(`${productUrl()}/`)).text();
  const [, entry = ""] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
  const [inbox = ""] = /assets\/inbox-page-[\w-]+\.js/.exec((await script(entry)).text) ?? [];
  expect(inbox, "the chunk of the inbox").not.toBe("");

  const sizes = new Map<string, number>();
  const walk = async (path: string): Promise<void> => {
    if (sizes.has(path)) return;
    const { text, bytes } = await script(path);
    sizes.set(path, gzipSync(bytes, { level: 9 }).byteLength);
    for (const [, imported = ""] of text.matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+\.js)"/g)) {
      await walk(`/assets/${imported.slice(2)}`);
    }
  };
  await walk(entry);
  await walk(`/${inbox}`);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(sizes.size).toBeGreaterThan(2);
  expect(total, [...sizes].map(([path, size]) => `${size} ${path}`).join("\n")).toBeLessThan(INBOX_MAX_GZIP_BYTES);
});

async function script(path: string): Promise<{ text: string; bytes: Buffer }> {
  const answer = await fetch(`${productUrl()}${path}`);
  expect(answer.headers.get("content-type"), path).toContain("javascript");
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { text: bytes.toString(), bytes };
}
