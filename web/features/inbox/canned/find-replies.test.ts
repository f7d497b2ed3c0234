import { expect, it } from "vitest";
import type { CannedReply } from "../../../../schema/contracts/canned-replies.ts";
import { findReplies } from "./find-replies.ts";

const reply = (shortcut: string, title: string, uses: number) => ({ shortcut, title, uses }) as CannedReply;
const ALL = [
  reply("hours", "Opening hours", 2),
  reply("happy", "Happy to help", 9),
  reply("lunch-hours", "Lunch", 0),
  reply("when", "Holiday Hours", 0),
];
const found = (query: string) => findReplies(ALL, query).map(({ shortcut }) => shortcut);

it("puts shortcuts that begin so first, then those that hold it, then titles, each by use", () => {
  expect(found("ho")).toEqual(["hours", "lunch-hours", "when"]);
  expect(found("h")).toEqual(["happy", "hours", "lunch-hours", "when"]);
  expect(found("")).toEqual(["happy", "hours", "lunch-hours", "when"]);
  expect(found("xyz")).toEqual([]);
});
