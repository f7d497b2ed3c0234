import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createSortedIds } from "./sorted-ids.ts";

const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
const key = fc.constantFrom("1", "2", "3", "4");
const act = fc.oneof(fc.record({ id, key }), fc.record({ id, key: fc.constant(null) }));

it("stays in order, newest first, over any placing, moving and removing", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.option(key, { nil: undefined }), (acts, downTo) => {
      const sorted = createSortedIds();
      const model = new Map<string, string>();
      for (const step of acts) {
        const before = model.get(step.id);
        if (step.key === null) model.delete(step.id);
        else model.set(step.id, step.key);
        const changed = step.key === null ? sorted.remove(step.id) : sorted.place(step.id, step.key);
        expect(changed).toBe(before !== (step.key ?? undefined));
      }
      const expected = [...model]
        .filter(([, at]) => downTo === undefined || at >= downTo)
        .toSorted(([a, at], [b, bt]) => (at === bt ? (a < b ? 1 : -1) : at < bt ? 1 : -1))
        .map(([name]) => name);
      expect(sorted.list(downTo)).toEqual(expected);
      expect(sorted.size()).toBe(model.size);
    }),
  );
});
