import { expect, test } from "vitest";
import { addFailure, current, FORGET_FAILURES_MS, LONGEST_WAIT_MS, NO_FAILURES } from "./back-off.ts";

const NOW = Date.UTC(2026, 0, 1);

test("waits after the fifth failure: 30 s, then twice as long each time, never more than an hour", () => {
  const waits: number[] = [];
  let failures = NO_FAILURES;
  for (let i = 0; i < 14; i += 1) {
    failures = addFailure(failures, NOW);
    waits.push(failures.waitUntil === 0 ? 0 : (failures.waitUntil - NOW) / 1000);
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
});

test("a day is a day, and failures of before count from nothing", () => {
  expect(FORGET_FAILURES_MS).toBe(86_400_000);
  const four = [1, 2, 3, 4].reduce((failures) => addFailure(failures, NOW), NO_FAILURES);
  expect(addFailure(four, NOW).waitUntil).toBe(NOW + 30_000);
  expect(addFailure(four, NOW + FORGET_FAILURES_MS)).toEqual({
    count: 1,
    lastAt: NOW + FORGET_FAILURES_MS,
    waitUntil: 0,
  });
});

test("forgets failures a day after the last one", () => {
  const failures = addFailure(addFailure(NO_FAILURES, NOW), NOW + 1000);
  expect(current(failures, NOW + FORGET_FAILURES_MS).count).toBe(2);
  expect(current(failures, NOW + 1000 + FORGET_FAILURES_MS).count).toBe(0);
  expect(addFailure(failures, NOW + 1000 + FORGET_FAILURES_MS).count).toBe(1);
});

test("stays at the longest wait after very many failures", () => {
  expect(addFailure({ count: 100_000, lastAt: NOW, waitUntil: 0 }, NOW).waitUntil).toBe(NOW + LONGEST_WAIT_MS);
});
