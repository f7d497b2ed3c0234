import { expect, it } from "vitest";
import { firstIdAt, newId } from "./ids.ts";

it("tells ids that were made before a moment from those made since", () => {
  const before = Date.now();
  const id = newId("assist");
  const after = Date.now() + 1;
  expect([firstIdAt("assist", before) < id, id < firstIdAt("assist", after)]).toEqual([true, true]);
  expect(firstIdAt("assist", before)).toHaveLength(id.length);
});
