import { describe, expect, it } from "vitest";
import { relativeTime, shortTime } from "./relative-time.tsx";

const NOW = Date.UTC(2026, 5, 15, 12);
const ago = (milliseconds: number): number => NOW - milliseconds;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("relative time", () => {
  it.each([
    [ago(10_000), "just now", "now"],
    [ago(3 * MINUTE), "3 minutes ago", "3m"],
    [ago(5 * HOUR), "5 hours ago", "5h"],
    [ago(DAY), "yesterday", "1d"],
    [NOW + 2 * HOUR, "in 2 hours", "2h"],
  ])("of %i", (at, words, short) => {
    expect(relativeTime(at, NOW)).toBe(words);
    expect(shortTime(at, NOW)).toBe(short);
  });

  it("becomes a date after a week, with the year when it is another", () => {
    expect(relativeTime(ago(30 * DAY), NOW)).not.toMatch(/2026|ago/);
    expect(shortTime(ago(400 * DAY), NOW)).toMatch(/2025/);
  });
});
