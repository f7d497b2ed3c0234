import { expect, test } from "vitest";
import { hashPassword, matchesPassword } from "./password-hash.ts";

test("matches its own password and no other", () => {
  const stored = hashPassword("correct horse");
  expect(stored).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
  expect(matchesPassword("correct horse", stored)).toBe(true);
  expect(matchesPassword("Correct horse", stored)).toBe(false);
  expect(matchesPassword("", stored)).toBe(false);
});

test("salts, and takes both spellings of an accent as one", () => {
  expect(hashPassword("café")).not.toBe(hashPassword("café"));
  expect(matchesPassword("cafe\u0301", hashPassword("caf\u00e9"))).toBe(true);
});

test("matches nobody, nor a hash of another form", () => {
  const [, , , , salt, hash] = hashPassword("x").split("$");
  const weaker = `scrypt$1024$8$5$${salt}$${hash}`;
  for (const stored of [
    null,
    "",
    "scrypt",
    weaker,
    `scrypt$16384$8$5$${salt}$`,
    `scrypt$16384$8$5$${salt}$${hash}$more`,
  ]) {
    expect(matchesPassword("x", stored), String(stored)).toBe(false);
  }
});
