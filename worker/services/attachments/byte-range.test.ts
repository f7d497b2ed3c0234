import { describe, expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";

describe("a range of ten bytes", () => {
  it.each([
    ["bytes=0-0", { offset: 0, length: 1 }],
    ["bytes=3-", { offset: 3, length: 7 }],
    ["bytes=8-99", { offset: 8, length: 2 }],
    ["bytes=-4", { offset: 6, length: 4 }],
    ["bytes=-99", { offset: 0, length: 10 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
  ] as const)("%s is %j", (header, part) => expect(byteRange(header, 10)).toEqual(part));

  it.each([
    "bytes=",
    "bytes=-",
    "bytes=5-2",
    "bytes=0-1,4-5",
    "items=0-1",
    "bytes=a-b",
    "bytes=1.5-2",
    "",
    `bytes=${"9".repeat(40)}-`,
  ])("%j is passed over", (header) => expect(byteRange(header, 10)).toBeUndefined());

  it("of nothing is none", () => expect(byteRange("bytes=0-", 0)).toBe("unsatisfiable"));
});
