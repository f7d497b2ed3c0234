import * as fc from "fast-check";
import { expect, it } from "vitest";
import { CHANGED_ENTITIES, DownMessage } from "../../schema/realtime/down.ts";
import { parseDown } from "./parse-down.ts";

const seq = fc.oneof(fc.nat(), fc.integer(), fc.constant(1.5), fc.constant("1"), fc.constant(undefined));
const member = fc.record(
  { userId: fc.string(), name: fc.string(), viewing: fc.option(fc.string()), typing: fc.boolean() },
  { requiredKeys: [] },
);
const changed = fc.record(
  {
    entity: fc.constantFrom(...CHANGED_ENTITIES, "spaceship"),
    op: fc.constantFrom("created", "updated", "deleted", "painted"),
    id: fc.oneof(fc.string(), fc.integer()),
    doc: fc.jsonValue(),
  },
  { requiredKeys: ["entity", "op", "id", "doc"] },
);
/** Frames that are right, nearly right and plainly wrong, in about equal parts. */
const frame = fc.oneof(
  fc.record(
    { type: fc.constant("hello"), seq, version: seq, sight: fc.constantFrom("all", "assigned", "some") },
    { requiredKeys: ["type"] },
  ),
  fc.record({ type: fc.constant("passed"), seq }, { requiredKeys: ["type"] }),
  fc.record({ type: fc.constant("reset"), seq }, { requiredKeys: ["type"] }),
  fc.record(
    {
      type: fc.constant("change"),
      seq: fc.nat(),
      entity: fc.constantFrom(...CHANGED_ENTITIES, "spaceship"),
      op: fc.constantFrom("created", "updated", "deleted", "painted"),
      id: fc.oneof(fc.string(), fc.integer()),
      doc: fc.jsonValue(),
      also: fc.oneof(fc.array(changed, { maxLength: 3 }), fc.constant("none"), fc.constant([null])),
    },
    { requiredKeys: ["type", "doc"] },
  ),
  fc.record(
    { type: fc.constant("presence"), members: fc.oneof(fc.array(member), fc.constant(null)) },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constant("draft"),
      conversationId: fc.oneof(fc.string(), fc.integer()),
      mode: fc.constantFrom("reply", "note", "song"),
      draft: fc.jsonValue(),
      client: fc.oneof(fc.string(), fc.constant(null), fc.integer()),
    },
    { requiredKeys: ["type", "draft"] },
  ),
  fc.jsonValue(),
);

it("gives the same verdict and the same message as the contract's own parser", () => {
  fc.assert(
    fc.property(frame, (value) => {
      const text = JSON.stringify(value);
      const contract = DownMessage.safeParse(JSON.parse(text) as unknown);
      const read = DownMessage.safeParse(parseDown(text));
      expect([read.success, read.data]).toEqual([contract.success, contract.data]);
    }),
    { numRuns: 1000 },
  );
});

it.each([["not json"], ["[]"], ["null"], [""], [new ArrayBuffer(2)], [undefined]])(
  "reads nothing into %o",
  (frameText) => {
    expect(parseDown(frameText)).toBeUndefined();
  },
);
