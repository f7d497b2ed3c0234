import { expect, test } from "vitest";
import { API_KEY_PREFIX, isApiKey, newApiKey } from "./key-format.ts";

test("a new key has its form, and none is like another", () => {
  const keys = Array.from({ length: 200 }, newApiKey);
  expect(new Set(keys).size).toBe(200);
  for (const key of keys) {
    expect(key).toMatch(/^trl_[0-9A-Za-z]{46}$/);
    expect(isApiKey(key)).toBe(true);
  }
});

test("a key with any one character changed is none", () => {
  const key = newApiKey();
  for (let at = API_KEY_PREFIX.length; at < key.length; at += 1) {
    const other = key[at] === "x" ? "y" : "x";
    expect(isApiKey(key.slice(0, at) + other + key.slice(at + 1)), String(at)).toBe(false);
  }
  for (const text of ["", "trl_", `${key}a`, key.slice(1), key.toUpperCase(), ` ${key}`])
    expect(isApiKey(text)).toBe(false);
});

test("the checksum is CRC-32 in base 62", () => {
  // CRC-32 of forty zeros is 2520759182.
  expect(isApiKey(`trl_${"0".repeat(40)}2kaqcA`)).toBe(true);
});
