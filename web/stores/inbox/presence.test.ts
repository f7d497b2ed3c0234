import { expect, it } from "vitest";
import { mergeMembers } from "./presence.ts";

const member = (userId: string, viewing: string | null, typing = false) => ({
  userId,
  name: `Name of ${userId}`,
  viewing,
  typing,
});

it("counts a person once, where they type or else look, and never oneself", () => {
  const mates = mergeMembers(
    [
      member("me", "cnv_1"),
      member("ana", null),
      member("ana", "cnv_2"),
      member("tom", "cnv_1"),
      member("tom", "cnv_3", true),
      member("tom", null),
    ],
    "me",
  );
  expect(mates.map(({ userId, viewing, typing }) => [userId, viewing, typing])).toEqual([
    ["ana", "cnv_2", false],
    ["tom", "cnv_3", true],
  ]);
});
