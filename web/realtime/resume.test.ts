import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, DownMessage } from "../../schema/realtime/down.ts";
import { resume } from "./resume.ts";

function change(seq: number): Change {
  return { type: "change", seq, entity: "contact", op: "updated", id: "con_1", doc: null };
}

describe("resume", () => {
  it("begins where the first hello stands", () => {
    expect(resume(null, { type: "hello", seq: 7, version: 1, sight: "all" })).toEqual({ seq: 7, next: "begin" });
  });
  it("keeps its place at a later hello: the replay follows", () => {
    expect(resume(3, { type: "hello", seq: 7, version: 1, sight: "all" })).toEqual({ seq: 3, next: "pass" });
  });
  it("reads anew when the feed ends before what it has seen", () => {
    expect(resume(9, { type: "hello", seq: 7, version: 1, sight: "all" })).toEqual({ seq: 7, next: "reload" });
  });
  it("reads anew at a reset", () => {
    expect(resume(9, { type: "reset", seq: 400 })).toEqual({ seq: 400, next: "reload" });
  });
  it("applies the next, ignores the seen, and asks again over a gap", () => {
    expect(resume(4, change(5))).toEqual({ seq: 5, next: "apply" });
    expect(resume(4, change(4))).toEqual({ seq: 4, next: "ignore" });
    expect(resume(4, change(6))).toEqual({ seq: 4, next: "reconnect" });
  });
  it("counts what is not for its eyes", () => {
    expect(resume(4, { type: "passed", seq: 5 })).toEqual({ seq: 5, next: "apply" });
    expect(resume(4, { type: "passed", seq: 6 })).toEqual({ seq: 4, next: "reconnect" });
  });
  it("trusts no change before a hello", () => {
    expect(resume(null, change(1))).toEqual({ seq: null, next: "reconnect" });
  });
});

/**
 * A line that loses, repeats and cuts at will, in front of a feed that replays from where the reader stands: whatever it does, the reader ends
 * up with every change once and in order.
 */
it("applies every change exactly once, in order, over any bad line", () => {
  const fault = fc.constantFrom("deliver", "lose", "repeat", "cut");
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fault, { maxLength: 80 }), (last, faults) => {
      const applied: number[] = [];
      let seq: number | null = 0;
      let sent = 0;
      const hear = (message: DownMessage): boolean => {
        const step = resume(seq, message);
        seq = step.seq;
        if (step.next === "apply" && message.type === "change") applied.push(message.seq);
        return step.next === "reconnect";
      };
      const reconnect = (): void => {
        hear({ type: "hello", seq: last, version: 1, sight: "all" });
        sent = seq ?? 0;
      };
      for (const what of [...faults, "cut" as const]) {
        if (what === "cut") reconnect();
        else if (sent < last) {
          sent += 1;
          if (what !== "lose" && hear(change(sent))) reconnect();
          if (what === "repeat" && hear(change(sent))) reconnect();
        }
      }
      while (sent < last) {
        sent += 1;
        if (hear(change(sent))) reconnect();
      }
      expect(applied).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    }),
  );
});
