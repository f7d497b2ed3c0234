import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { ObjectsEnv } from "../env.ts";
import { HEAD_BYTES } from "./image-size.ts";
import { storeStream } from "./store-stream.ts";

const bucket = (env as ObjectsEnv).MEDIA;
const MIB = 1024 * 1024;

const PATTERN = new Uint8Array(11 * MIB);
for (let at = 0; at < PATTERN.length; at += 4_093) PATTERN[at] = at % 251;

/** `size` bytes in chunks of `chunk`. Breaks after `breakAt` of them. */
function bytes(size: number, chunk: number, breakAt = Number.POSITIVE_INFINITY): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= breakAt) return controller.error(new Error("broken"));
      if (at >= size) return controller.close();
      const length = Math.min(chunk, size - at);
      controller.enqueue(PATTERN.slice(at, at + length));
      at += length;
    },
  });
}

async function hexOf(of: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", of));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

describe("a file streamed into the bucket", () => {
  it.each([
    [1, 1],
    [70_000, 4_096],
    [5 * MIB, 64 * 1024],
    [5 * MIB + 1, 300_000],
    [11 * MIB, 2 * MIB],
    [11 * MIB, 11 * MIB],
  ])("of %i bytes in chunks of %i is there whole, with its digest", async (size, chunk) => {
    const key = `test/${size}-${chunk}`;
    const stored = await storeStream(bucket, key, bytes(size, chunk), { maxBytes: size, mimeType: "image/png" });
    const expected = PATTERN.subarray(0, size);
    expect(stored).toEqual({
      kind: "stored",
      size,
      sha256: await hexOf(expected),
      head: expected.slice(0, HEAD_BYTES),
    });
    const object = await bucket.get(key);
    expect(object?.httpMetadata?.contentType).toBe("image/png");
    expect(await hexOf(new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer()))).toBe(await hexOf(expected));
  });

  it.each([
    ["too long", bytes(6 * MIB, MIB), 6 * MIB - 1, "too_large"],
    ["empty", bytes(0, 1), 10, "empty"],
  ] as const)("that is %s leaves nothing behind", async (name, body, maxBytes, kind) => {
    expect((await storeStream(bucket, `test/${name}`, body, { maxBytes, mimeType: "" })).kind).toBe(kind);
    expect(await bucket.head(`test/${name}`)).toBeNull();
  });

  it("that breaks, early or late, throws and leaves nothing behind", async () => {
    for (const breakAt of [MIB, 7 * MIB]) {
      const body = bytes(8 * MIB, MIB, breakAt);
      const stored = storeStream(bucket, "test/broken", body, { maxBytes: 9 * MIB, mimeType: "" });
      expect(await stored.catch((error: Error) => error.message)).toBe("broken");
      expect(await bucket.head("test/broken")).toBeNull();
    }
  });

  it("that never ends is given up when time is up", async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
    const signal = AbortSignal.timeout(50);
    const stored = storeStream(bucket, "test/endless", body, { maxBytes: MIB, mimeType: "", signal });
    expect(await stored.catch((error: Error) => error.name)).toBe("TimeoutError");
    expect(await bucket.head("test/endless")).toBeNull();
  });
});
