import { describe, expect, it } from "vitest";
import { fileFormat, fileSize, playTime } from "../../../ui/file-words.ts";
import { messageWords, ownWords } from "./message-words.ts";
import { groupReactions } from "./group-reactions.ts";
import { pictureBox } from "./picture-box.ts";
import { safeHref } from "./safe-href.ts";

const voice = { type: "audio", voice: true, name: "" } as const;
const paper = { type: "document", name: "Offer.pdf" } as const;

describe("a message in one line", () => {
  it.each([
    [{ text: "Hello", attachments: [] }, "Hello"],
    [{ text: null, attachments: [voice] }, "Voice message"],
    [{ text: null, attachments: [paper] }, "Document: Offer.pdf"],
    [{ text: "The offer", attachments: [paper] }, "Document: The offer"],
    [{ text: null, placeholder: "A poll", attachments: [] }, "A poll"],
    [{ text: null, attachments: [] }, "Message"],
    [{ text: null, deletedAt: "2026-11-20T12:00:00.000Z", attachments: [voice] }, "Deleted message"],
  ])("%j", (message, words) => expect(messageWords(message)).toBe(words));
});

describe("words that the content does not show already", () => {
  const order = { items: [{ productId: "lamp", quantity: 2 }] };
  it.each([
    ["Plain", undefined, "Plain"],
    ["51.5, -0.12", { location: { latitude: 51.5, longitude: -0.12 } }, null],
    ["Bruna", { contacts: [] }, null],
    ["For Friday\n2 × lamp", { order }, "For Friday"],
    ["2 × lamp", { order }, null],
    ["Sent\nday: Monday", { form: { fields: [{ name: "day", value: "Monday" }] } }, "Sent"],
    ["Oak", { choice: { source: "list" as const, title: "Oak" } }, "Oak"],
    [null, undefined, null],
  ])("%j with %j", (text, content, words) => expect(ownWords({ text, content })).toBe(words));
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [14_336, "14 KB"],
  [5 * 1024 * 1024, "5 MB"],
  [2_516_582, "2.4 MB"],
])("%i bytes are %s", (bytes, words) => expect(fileSize(bytes)).toBe(words));

it.each([
  [7_400, "0:07"],
  [750_000, "12:30"],
  [3_723_000, "1:02:03"],
])("%i ms play for %s", (ms, words) => expect(playTime(ms)).toBe(words));

it.each([
  [{ name: "Offer.xlsx", mimeType: "application/vnd.ms-excel" }, "XLSX"],
  [{ name: "Offer", mimeType: "application/pdf" }, "PDF"],
  [{ name: "Offer", mimeType: "application/vnd.ms-excel" }, "FILE"],
])("%j is called %s", (file, words) => expect(fileFormat(file)).toBe(words));

it.each([
  ["https://example.org/a", "https://example.org/a"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["not an address", undefined],
  [undefined, undefined],
])("an address %s is linked as %s", (address, href) => expect(safeHref(address)).toBe(href));

it("puts the same reaction of several people together", () => {
  const reactions = [
    { emoji: "👍", by: "con_1" },
    { emoji: "❤️", by: "usr_2" },
    { emoji: "👍", by: "usr_1" },
  ];
  expect(groupReactions(reactions)).toEqual([
    { emoji: "👍", by: ["con_1", "usr_1"] },
    { emoji: "❤️", by: ["usr_2"] },
  ]);
});

it.each([
  [
    { type: "image" as const, width: 4000, height: 3000 },
    { width: 288, height: 216 },
  ],
  [
    { type: "image" as const, width: 1080, height: 1920 },
    { width: 180, height: 320 },
  ],
  [
    { type: "image" as const, width: 20, height: 20 },
    { width: 128, height: 128 },
  ],
  [{ type: "image" as const }, { width: 240, height: 180 }],
  [
    { type: "sticker" as const, width: 512, height: 512 },
    { width: 128, height: 128 },
  ],
])("%j gets a box of %j", (file, box) => expect(pictureBox(file)).toEqual(box));
