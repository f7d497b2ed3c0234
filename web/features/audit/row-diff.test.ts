import { expect, test } from "vitest";
import { rowDiff } from "./row-diff.ts";

test("what changed is told field by field, what stayed is left out", () => {
  expect(
    rowDiff(
      { name: "Ana", stage: "lead", tags: ["a"], owner: null, same: { deep: 1 } },
      { name: "Ana", stage: "won", tags: ["a", "b"], owner: "usr_1", same: { deep: 1 } },
    ),
  ).toEqual([
    { path: "stage", before: "lead", after: "won" },
    { path: "tags", before: '["a"]', after: '["a","b"]' },
    { path: "owner", before: "nothing", after: "usr_1" },
  ]);
});

test("what was made or taken away has one side", () => {
  expect(rowDiff(null, { name: "Ana", open: { at: 1 } })).toEqual([
    { path: "name", before: undefined, after: "Ana" },
    { path: "open.at", before: undefined, after: "1" },
  ]);
  expect(rowDiff({ name: "Ana" }, null)).toEqual([{ path: "name", before: "Ana", after: undefined }]);
  expect(rowDiff(null, null)).toEqual([]);
});

test("nothing breaks it: what is no object, too deep or empty", () => {
  expect(rowDiff("{broken", { a: { b: { c: { d: 1 } } }, e: {} })).toEqual([
    { path: "value", before: "{broken", after: undefined },
    { path: "a.b.c", before: undefined, after: '{"d":1}' },
    { path: "e", before: undefined, after: "{}" },
  ]);
});
