import { expect, test } from "vitest";
import type { Health } from "../../../schema/contracts/integrations.ts";
import { AT_REST_MS, type Course, courseAfter } from "./course.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const MINUTE = 60_000;
const checkedAt = new Date(NOW).toISOString();
const GOOD: Health = { ok: true, checkedAt };
const REFUSED: Health = { ok: false, checkedAt, cause: "credentials", reason: "The token is not valid." };
const DOWN: Health = { ok: false, checkedAt, cause: "provider_down", reason: "It answers 503." };
const FRESH = { failures: 0, failingSince: null, reason: null, toldAt: null, expiryTold: null };

/** A watch through one check after another, each when the one before made it due; what became of each. */
function through(...found: Health[]): Course[] {
  const courses: Course[] = [];
  let now = NOW;
  for (const health of found) {
    const course = courseAfter(courses.at(-1) ?? FRESH, health, { now, chance: 0 });
    courses.push(course);
    now = course.dueAt;
  }
  return courses;
}
const told = (courses: Course[]) => courses.map(({ tell }) => tell);
const waits = (courses: Course[]) => courses.map(({ dueAt }, at) => (dueAt - (courses[at - 1]?.dueAt ?? NOW)) / MINUTE);

test("what works is left alone for six hours, a fifth more at most", () => {
  expect(waits(through(GOOD, GOOD))).toEqual([360, 360]);
  expect(courseAfter(FRESH, GOOD, { now: NOW, chance: 0.999_999 }).dueAt).toBeLessThan(NOW + AT_REST_MS * 1.2 + 1);
});

test("what needs a person is looked at once more, then told, once", () => {
  const courses = through(REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED);
  expect(told(courses)).toEqual([null, "trouble", null, null, null, null]);
  expect(courses.map(({ believed }) => believed)).toEqual([false, true, true, true, true, true]);
  expect(waits(courses)).toEqual([2, 60, 120, 240, 360, 360]);
  expect(courses[5]).toMatchObject({ failures: 6, failingSince: NOW, reason: "The token is not valid." });
});

test("what time heals is tried again ever later, and told only after a quarter of an hour", () => {
  const courses = through(DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN);
  expect(waits(courses)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(told(courses)).toEqual([null, null, null, "trouble", null, null, null, null]);
});

test("a flap is told to nobody, and leaves nothing behind", () => {
  const courses = through(DOWN, DOWN, DOWN, GOOD, REFUSED, GOOD);
  expect(told(courses)).toEqual([null, null, null, null, null, null]);
  expect(courses[5]).toMatchObject({ failures: 0, failingSince: null, reason: null, toldAt: null });
});

test("trouble that is back within the hour is the same; after a good while it is another", () => {
  expect(told(through(REFUSED, REFUSED, GOOD, REFUSED, REFUSED))).toEqual([null, "trouble", null, null, "trouble"]);
  const [, second] = through(REFUSED, REFUSED) as [Course, Course];
  const back = courseAfter(second, GOOD, { now: (second.toldAt ?? 0) + MINUTE, chance: 0 });
  expect(back.toldAt).toBe(second.toldAt);
  const again = courseAfter({ ...back, failures: 1 }, REFUSED, { now: (second.toldAt ?? 0) + 5 * MINUTE, chance: 0 });
  expect([again.believed, again.tell]).toEqual([true, null]);
  // At rest again, it is forgotten.
  expect(courseAfter(back, GOOD, { now: back.dueAt, chance: 0 }).toldAt).toBeNull();
});

test("the end of credentials is told a week and a day before, each once, and forgotten when it moves away", () => {
  const until = (days: number): Health => ({
    ...GOOD,
    expiresAt: new Date(NOW + days * 24 * 60 * MINUTE).toISOString(),
  });
  const at = (days: number, expiryTold: number | null) =>
    courseAfter({ ...FRESH, expiryTold }, until(days), { now: NOW, chance: 0 });
  expect(at(8, null)).toMatchObject({ tell: null, expiryTold: null });
  expect(at(6, null)).toMatchObject({ tell: "expiry", expiryTold: 7 });
  expect(at(5, 7)).toMatchObject({ tell: null, expiryTold: 7 });
  expect(at(0.5, 7)).toMatchObject({ tell: "expiry", expiryTold: 1 });
  expect(at(0.2, 1)).toMatchObject({ tell: null, expiryTold: 1 });
  expect(at(60, 1)).toMatchObject({ tell: null, expiryTold: null });
});
