import { expect, it } from "vitest";
import { type LaidOut, layoutThread } from "./thread-layout.ts";

function item(createdAt: string, author: string, more: Partial<LaidOut> = {}): LaidOut {
  return { createdAt, direction: author === "con" ? "in" : "out", private: false, author: { id: author }, ...more };
}

it("groups by day, author, kind and pause", () => {
  // Local times, so that the days are the reader's own wherever this runs.
  const day = (date: number, hour: number, minute: number): string =>
    new Date(2026, 10, date, hour, minute).toISOString();
  const items: Record<string, LaidOut> = {
    a: item(day(19, 23, 58), "con"),
    b: item(day(20, 0, 1), "con"),
    c: item(day(20, 0, 2), "con"),
    d: item(day(20, 0, 3), "usr_1"),
    e: item(day(20, 0, 4), "usr_1", { private: true }),
    f: item(day(20, 0, 5), "usr_1", { private: true }),
    g: item(day(20, 0, 10), "usr_1", { private: true }),
    h: item(day(20, 0, 11), "usr_2", { private: true }),
  };
  const placed = layoutThread(Object.keys(items), (key) => items[key]);
  const drawn = [...placed].map(
    ([key, { day: divider, starts, ends }]) =>
      `${divider === undefined ? "" : "|"}${starts ? "(" : ""}${key}${ends ? ")" : ""}`,
  );
  expect(drawn).toEqual(["|(a)", "|(b", "c)", "(d)", "(e", "f)", "(g)", "(h)"]);
});

it("leaves out what is gone", () => {
  const placed = layoutThread(["a", "gone", "b"], (key) =>
    key === "gone" ? undefined : item("2026-11-20T10:00:00.000Z", "con"),
  );
  expect([...placed.keys()]).toEqual(["a", "b"]);
  expect(placed.get("b")).toMatchObject({ starts: false, ends: true });
});
