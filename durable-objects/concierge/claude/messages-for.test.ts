import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messagesFor, toolUsesIn } from "./messages-for.ts";

const text = (words: string) => ({ type: "text", text: words });
const use = (id: string) => ({ type: "tool_use", id, name: "listEntitlements", input: {} });
const ended = (turn: number, toolUseId: string, given: object = {}) => ({
  turn,
  toolUseId,
  state: "done" as const,
  early: null,
  content: { ok: 1 },
  ...given,
});

describe("what the model is given", () => {
  it("has the results of calls right after the message that asked for them, and then what people said", () => {
    const rows = [
      { number: 1, role: "user" as const, content: [text("begin")] },
      { number: 2, role: "assistant" as const, content: [text("I look"), use("a"), use("b")] },
      { number: 3, role: "user" as const, content: [text("hello?")] },
    ];
    const messages = messagesFor(rows, [ended(2, "a"), ended(2, "b", { state: "failed", content: { error: "no" } })]);
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(messages[2]?.content).toEqual([
      { type: "tool_result", tool_use_id: "a", content: '{"ok":1}' },
      { type: "tool_result", tool_use_id: "b", content: '{"error":"no"}', is_error: true },
      text("hello?"),
    ]);
  });

  it("says of a call that waits what was told early, and of a lost one that it was not carried out", () => {
    const rows = [{ number: 1, role: "assistant" as const, content: [use("a"), use("b"), use("c")] }];
    const calls = [ended(1, "a", { state: "pending", early: "still open" }), ended(1, "c", { state: "pending" })];
    const results = messagesFor(rows, calls)[1]?.content as { content: string; is_error?: boolean }[];
    expect(results.map(({ content, is_error }) => [content, is_error ?? false])).toEqual([
      ["still open", false],
      ["This call was not carried out.", true],
      ["This call has not ended yet.", true],
    ]);
  });

  it("is not changed in the record by being given", () => {
    const rows = [
      { number: 1, role: "user" as const, content: [text("one")] },
      { number: 2, role: "user" as const, content: [text("two")] },
    ];
    messagesFor(rows, []);
    expect(rows[0]?.content).toHaveLength(1);
  });

  it("never has a tool_use without its result, nor one role twice, whatever was lost", () => {
    const row = fc.oneof(
      fc.record({ role: fc.constant("user" as const), uses: fc.constant(0) }),
      fc.record({ role: fc.constant("assistant" as const), uses: fc.integer({ min: 0, max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.infiniteStream(fc.boolean()), (drawn, kept) => {
        const rows = drawn.map(({ role, uses }, n) => ({
          number: n + 1,
          role,
          content: [text("words"), ...Array.from({ length: uses }, (_, i) => use(`t${n + 1}_${i}`))],
        }));
        const calls = rows
          .flatMap(({ number, content }) => toolUsesIn(content).map((id) => ended(number, id)))
          .filter(() => kept.next().value);
        const messages = messagesFor(rows, calls);
        for (const [n, { role, content }] of messages.entries()) {
          expect(messages[n + 1]?.role).not.toBe(role);
          const uses = toolUsesIn(content);
          if (uses.length === 0) continue;
          const next = (messages[n + 1]?.content ?? []) as { tool_use_id?: string }[];
          expect(new Set(next.slice(0, uses.length).map(({ tool_use_id }) => tool_use_id))).toEqual(new Set(uses));
        }
      }),
      { numRuns: 300 },
    );
  });
});
