import { expect, test } from "vitest";
import { requirePassword } from "./password-rules.ts";

const ANA = { email: "ana.prado@example.com", name: "Ana Prado" };

test.each([
  "correct horse battery",
  "a long password",
  "trellis on the south wall",
  "Prado eats tomatoes",
  "pässwörter sind müde",
  "8f2k-11xq-03",
  "40917265338",
])("%j may be chosen", (password) => {
  expect(() => requirePassword(password, ANA)).not.toThrow();
});

test.each([
  ["short", "at least 10"],
  ["é".repeat(9), "at least 10"],
  ["x".repeat(513), "at most 512"],
  ["password12345", "guessed"],
  ["!!Password!!", "guessed"],
  ["qwertyuiop", "guessed"],
  ["Iloveyou2026", "guessed"],
  ["aaaaaaaaaaaa", "guessed"],
  ["abcabcabcabc", "guessed"],
  ["1234567890", "guessed"],
  ["9876543210", "guessed"],
  ["ana.prado@example.com", "name or e-mail"],
  ["Ana.Prado1984", "name or e-mail"],
  ["ana prado 12", "name or e-mail"],
  ["Trellis2026!", "this product"],
  ["trellistrellis", "this product"],
])("%j may not: %s", (password, why) => {
  expect(() => requirePassword(password, ANA)).toThrow(why);
});

test("the refusal names the field it is about", () => {
  expect(() => requirePassword("short", { ...ANA, field: "new" })).toThrow(
    expect.objectContaining({ code: "invalid", items: [expect.objectContaining({ field: "new" })] }),
  );
});
