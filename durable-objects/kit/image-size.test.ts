import { describe, expect, it } from "vitest";
import { samplePhoto } from "../sandbox-meta/samples/photo.ts";
import { imageSize } from "./image-size.ts";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));

/** A JPEG's headers: what the camera says, then a frame of 640 x 480. */
function jpeg(orientation?: number): Uint8Array {
  const exif =
    orientation === undefined
      ? bytes()
      : bytes(
          [0xff, 0xe1, 0, 34],
          "Exif",
          [0, 0],
          "II",
          [42, 0, 8, 0, 0, 0, 1, 0],
          [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
          [0, 0, 0, 0],
        );
  return Uint8Array.from([0xff, 0xd8, ...exif, 0xff, 0xc0, 0, 17, 8, 1, 224, 2, 128, 3]);
}

describe("the size of a picture", () => {
  it.each([
    ["JPEG", jpeg(), { width: 640, height: 480 }],
    ["JPEG held level", jpeg(1), { width: 640, height: 480 }],
    ["JPEG held upright", jpeg(6), { width: 480, height: 640 }],
    ["GIF", bytes("GIF89a", [44, 1, 200, 0]), { width: 300, height: 200 }],
    [
      "WebP, lossy",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 ", [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 44, 1, 200, 0]),
      { width: 300, height: 200 },
    ],
    [
      "WebP, lossless",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8L", [0, 0, 0, 0, 0x2f, 0x2b, 0xc1, 0x31, 0]),
      { width: 300, height: 200 },
    ],
    [
      "WebP, extended",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [0, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 199, 0, 0]),
      { width: 300, height: 200 },
    ],
  ])("is read from a %s", (_kind, head, size) => expect(imageSize(head)).toEqual(size));

  it("is read from a PNG", async () => expect(imageSize(await samplePhoto())).toEqual({ width: 480, height: 320 }));

  it.each([
    ["nothing", bytes()],
    ["a page", bytes("<!doctype html>")],
    ["a PNG that ends early", bytes([0x89], "PNG", [13, 10, 26, 10])],
    ["a PNG of no height", bytes([0x89], "PNG", [13, 10, 26, 10, 0, 0, 0, 13], "IHDR", [0, 0, 0, 9, 0, 0, 0, 0])],
    ["a JPEG that ends early", jpeg().subarray(0, 6)],
    ["a JPEG that leads in circles", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
    ["a RIFF that is no picture", bytes("RIFF", [0, 0, 0, 0], "WAVEfmt ")],
  ])("is not made up for %s", (_kind, head) => expect(imageSize(head)).toBeUndefined());
});
