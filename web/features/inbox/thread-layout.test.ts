import { expect, it } from "vitest";
import { type LaidOut, placeMessage } from "./thread-layout.ts";

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
  const drawn = Object.keys(items).map((key, index, keys) => {
    const at = (place: number): LaidOut | undefined => items[keys[place] ?? ""];
    const { day: divider, starts, ends } = placeMessage(at(index - 1), items[key]!, at(index + 1));
    return `${divider === undefined ? "" : "|"}${starts ? "(" : ""}${key}${ends ? ")" : ""}`;
  });
  expect(drawn).toEqual(["|(a)", "|(b", "c)", "(d)", "(e", "f)", "(g)", "(h)"]);
});
