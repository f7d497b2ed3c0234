import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, asyncProperty, integer, nat } from "fast-check";
import { describe, expect, it } from "vitest";
import { isSignedByMeta, metaSignature } from "./signature.ts";

const SECRET = "5f3b7c0e9d";
const body = readFileSync(join(import.meta.dirname, "../whatsapp/samples/text-basic.json"));
const header = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;

describe("Meta's signature", () => {
  it("is the HMAC-SHA256 of the raw bytes, as any other implementation makes it", async () => {
    expect(await isSignedByMeta(body, header, SECRET)).toBe(true);
    expect(await metaSignature(body, SECRET)).toBe(header);
  });

  it.each([
    ["missing", undefined],
    ["null", null],
    ["empty", ""],
    ["without its prefix", header.slice("sha256=".length)],
    ["of another algorithm", header.replace("sha256", "sha1")],
    ["cut short", header.slice(0, -2)],
    ["with something after it", `${header}00`],
    ["with something before it", `sha512=00,${header}`],
    ["in capitals", header.toUpperCase()],
    ["under another secret", `sha256=${createHmac("sha256", "another").update(body).digest("hex")}`],
  ])("is refused when %s", async (_how, given) => {
    expect(await isSignedByMeta(body, given, SECRET)).toBe(false);
  });

  it("never matches an empty secret, whoever signed with it", async () => {
    const empty = `sha256=${createHmac("sha256", "").update(body).digest("hex")}`;
    expect(await isSignedByMeta(body, empty, "")).toBe(false);
  });

  it("is refused after any change of one bit of the body", async () => {
    await assert(
      asyncProperty(nat(body.length - 1), integer({ min: 0, max: 7 }), async (place, bit) => {
        const changed = Uint8Array.from(body);
        changed[place] = (changed[place] ?? 0) ^ (1 << bit);
        expect(await isSignedByMeta(changed, header, SECRET)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused after any change of one of its digits", async () => {
    await assert(
      asyncProperty(integer({ min: 7, max: 70 }), integer({ min: 1, max: 15 }), async (place, by) => {
        const digit = ((Number.parseInt(header[place] ?? "", 16) + by) % 16).toString(16);
        const changed = `${header.slice(0, place)}${digit}${header.slice(place + 1)}`;
        expect(await isSignedByMeta(body, changed, SECRET)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
