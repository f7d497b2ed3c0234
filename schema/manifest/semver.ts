/** A version as numbers: major, minor, patch. Modules and the platform have no pre-releases. */
export type Version = readonly [number, number, number];

const VERSION = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;
const RANGE = /^(\^|~|>=)?(\d+\.\d+\.\d+)$/;

/** Reads "1.4.0"; undefined for anything else. https://semver.org */
export function readVersion(text: string): Version | undefined {
  const [, major, minor, patch] = VERSION.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Negative when `a` is the older, positive when the newer, 0 when equal. What is no version is older than any. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Whether this text is a range: `*`, `1.2.3`, `^1.2.3`, `~1.2.3` or `>=1.2.3`. */
export function isRange(range: string): boolean {
  return range === "*" || readVersion(RANGE.exec(range)?.[2] ?? "") !== undefined;
}

/** Whether a version lies in a range, as npm reads them. False for what is no version or no range. */
export function satisfies(version: string, range: string): boolean {
  const is = readVersion(version);
  if (is === undefined) return false;
  if (range === "*") return true;
  const [, operator, least = ""] = RANGE.exec(range) ?? [];
  const from = readVersion(least);
  if (from === undefined) return false;
  const order = compareVersions(version, least);
  if (operator === undefined) return order === 0;
  if (order < 0) return false;
  if (operator === ">=") return true;
  if (is[0] !== from[0]) return false;
  // Before 1.0.0 a minor version may break, and before 0.1.0 every one.
  if (operator === "~" || from[0] === 0) return is[1] === from[1] && (operator === "~" || from[1] > 0 || order === 0);
  return true;
}
