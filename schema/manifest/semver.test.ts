import fc from "fast-check";
import { expect, it } from "vitest";
import { compareVersions, isRange, readVersion, satisfies } from "./semver.ts";

it.each(["1", "1.2", "01.2.3", "1.2.3-beta", "v1.2.3", "1.2.3.4", "", "1.2.x"])("“%s” is no version", (text) => {
  expect(readVersion(text)).toBeUndefined();
  expect(satisfies(text, "*")).toBe(false);
});

it.each([
  ["1.2.3", "*", true],
  ["1.2.3", "1.2.3", true],
  ["1.2.4", "1.2.3", false],
  ["1.9.0", "^1.2.3", true],
  ["1.2.2", "^1.2.3", false],
  ["2.0.0", "^1.2.3", false],
  ["0.2.9", "^0.2.3", true],
  ["0.3.0", "^0.2.3", false],
  ["0.0.4", "^0.0.3", false],
  ["0.0.3", "^0.0.3", true],
  ["1.2.9", "~1.2.3", true],
  ["1.3.0", "~1.2.3", false],
  ["9.0.0", ">=1.2.3", true],
  ["1.2.2", ">=1.2.3", false],
  ["1.2.3", "latest", false],
])("%s in %s: %s", (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

it("puts versions in one order, and every version in the ranges that begin with it", () => {
  const some = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join("."));
  fc.assert(
    fc.property(some, some, (a, b) => {
      expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
      expect(compareVersions(a, b) === 0).toBe(a === b);
      for (const range of [a, `^${a}`, `~${a}`, `>=${a}`, "*"]) {
        expect(isRange(range)).toBe(true);
        expect(satisfies(a, range)).toBe(true);
      }
      expect(satisfies(b, `>=${a}`)).toBe(compareVersions(b, a) >= 0);
    }),
  );
});
