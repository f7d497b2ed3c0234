import { describe, expect, it } from "vitest";
import { captionOf, mediaOf } from "./media.ts";

describe("a file", () => {
  it.each<[part: Parameters<typeof mediaOf>[1], file: unknown, read: object]>([
    [
      "document",
      { id: 42, filename: "a\nb.pdf", mime_type: "application/pdf", sha256: "s", file_size: 0, caption: "Here" },
      {
        text: "Here",
        attachments: [
          { type: "document", mediaId: "42", name: "a b.pdf", mimeType: "application/pdf", sha256: "s", size: 0 },
        ],
      },
    ],
    ["audio", { voice: true }, { type: "voice", attachments: [{ type: "audio", voice: true }] }],
    ["audio", { voice: "true" }, { attachments: [{ type: "audio" }] }],
    ["voice", {}, { attachments: [{ type: "audio", voice: true }] }],
    ["image", { file_size: -1 }, { attachments: [{ type: "image" }] }],
    ["video", { file_size: 1.5 }, { attachments: [{ type: "video" }] }],
    ["sticker", { file_size: "9" }, { attachments: [{ type: "sticker" }] }],
    ["sticker", null, { attachments: [{ type: "sticker" }] }],
    [
      "document",
      { filename: "n".repeat(241), mime_type: "m".repeat(201) },
      { attachments: [{ type: "document", name: `${"n".repeat(239)}…`, mimeType: `${"m".repeat(199)}…` }] },
    ],
  ])("%s %j", (part, file, read) => expect(mediaOf({ [part]: file }, part)).toStrictEqual(read));

  it.each(["image", "video", "document", "audio", "sticker"])("has its words wherever they sit: %s", (part) => {
    expect(captionOf({ [part]: { caption: "words" } })).toBe("words");
  });

  it.each([{}, null, { image: { caption: "" } }, { text: { caption: "words" } }])("has none in %j", (item) => {
    expect(captionOf(item)).toBeUndefined();
  });
});
