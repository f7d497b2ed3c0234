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

test("knows a hash of before", () => {
  // By another scrypt: Python's hashlib, over the salt "0123456789abcdef".
  const stored = "scrypt$16384$8$5$MDEyMzQ1Njc4OWFiY2RlZg$02g8-CvQr_5XQicw_DXknMkHCBzrhOhaA5Est23cFMI";
  expect(matchesPassword("correct horse", stored)).toBe(true);
});

test("matches nobody, nor a hash of another form", () => {
  const good = hashPassword("x");
  const [, , , , salt, hash] = good.split("$");
  for (const stored of [
    null,
    "",
    "scrypt",
    `scrypt$1024$8$5$${salt}$${hash}`,
    `scrypt$16385$8$5$${salt}$${hash}`,
    `crypt$16384$8$5$${salt}$${hash}`,
    `scrypt$16384$8$5$${salt}$`,
    `scrypt$16384$8$5$${salt}$${hash?.slice(1)}`,
    `scrypt$16384$8$5$${salt}=$${hash}`,
    `scrypt$16384$8$5$$${hash}`,
    `${good}$more`,
    ` ${good}`,
  ]) {
    expect(matchesPassword("x", stored), String(stored)).toBe(false);
  }
  expect(matchesPassword("x", good)).toBe(true);
});
