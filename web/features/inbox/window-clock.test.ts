import { expect, it } from "vitest";
import { duration, replyWindow } from "./window-clock.ts";

const NOW = Date.parse("2026-11-20T12:00:00.000Z");
const at = (ms: number): string => new Date(NOW + ms).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it.each([
  [null, { state: "never" }],
  [at(24 * HOUR), { state: "open", leftMs: 24 * HOUR, closing: false }],
  [at(2 * HOUR + 1), { state: "open", leftMs: 2 * HOUR + 1, closing: false }],
  [at(2 * HOUR), { state: "open", leftMs: 2 * HOUR, closing: true }],
  [at(1), { state: "open", leftMs: 1, closing: true }],
  [at(0), { state: "closed", closedMs: 0 }],
  [at(-HOUR), { state: "closed", closedMs: HOUR }],
])("a window until %s", (expiresAt, expected) => {
  expect(replyWindow({ windowExpiresAt: expiresAt }, NOW)).toEqual(expected);
});

it.each([
  ["while all may answer", HOUR, { state: "open", leftMs: HOUR, closing: false }],
  ["once only people may", 0, { state: "person", leftMs: 6 * 24 * HOUR, closing: false }],
  ["near the end", -6 * 24 * HOUR + HOUR, { state: "person", leftMs: HOUR, closing: true }],
  ["after it", -6 * 24 * HOUR - HOUR, { state: "closed", closedMs: HOUR }],
])("a channel that gives people six days more: %s", (_when, openMs, expected) => {
  const humanAgentUntil = at(openMs + 6 * 24 * HOUR);
  expect(replyWindow({ windowExpiresAt: at(openMs), humanAgentUntil }, NOW)).toEqual(expected);
});

it.each([
  [0, "less than a minute"],
  [MINUTE - 1, "less than a minute"],
  [MINUTE, "1 min"],
  [HOUR - 1, "59 min"],
  [HOUR, "1 h"],
  [3 * HOUR + 12 * MINUTE + 59_000, "3 h 12 min"],
  [47 * HOUR, "47 h"],
  [48 * HOUR, "2 days"],
  [80 * HOUR, "3 days"],
])("%i ms is %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});
