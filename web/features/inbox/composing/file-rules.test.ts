import { expect, it } from "vitest";
import { judgeFile, limitWords } from "./file-rules.ts";

const MIB = 1024 * 1024;

it.each([
  ["whatsapp", "image/jpeg", MIB, { type: "image" }],
  ["whatsapp", "audio/ogg; codecs=opus", MIB, { type: "audio" }],
  ["whatsapp", "image/jpeg", 5 * MIB, { type: "image" }],
  ["whatsapp", "image/jpeg", 6 * MIB, { refusal: "6 MB is too large: WhatsApp carries photos up to 5 MB." }],
  ["whatsapp", "image/gif", 10, { refusal: "WhatsApp does not carry files of this type." }],
  ["instagram", "text/plain", 10, { refusal: "Instagram does not carry files of this type." }],
  ["instagram", "image/png", 8 * MIB, { type: "image" }],
  ["whatsapp", "", 10, { refusal: "WhatsApp does not carry files of this type." }],
  ["whatsapp", "image/jpeg", 0, { refusal: "This file is empty." }],
] as const)("on %s a %s of %i bytes", (channel, type, size, expected) => {
  expect(judgeFile(channel, { type, size })).toEqual(expected);
});

it("tells the limits in one line", () => {
  expect(limitWords("whatsapp")).toBe(
    "Photos up to 5 MB, videos up to 16 MB, audio up to 16 MB, documents up to 100 MB",
  );
});
