import { expect, it } from "vitest";
import { readAsked } from "./read-request.ts";

const use = (id: string) => ({ type: "tool_use", id, name: "t", input: {} });
const result = (id: string) => ({ type: "tool_result", tool_use_id: id, content: "{}" });
const asked = (...messages: [role: string, content: unknown][]) =>
  readAsked({ model: "m", max_tokens: 1, messages: messages.map(([role, content]) => ({ role, content })) });

it("takes a record in which every call is answered right after it", () => {
  const thinking = { type: "thinking", thinking: "", signature: "x" };
  expect(
    asked(
      ["user", "Begin."],
      ["assistant", [thinking, use("a"), use("b")]],
      ["user", [result("b"), result("a"), { type: "text", text: "And?" }]],
      ["assistant", "Done."],
      ["user", "Thanks."],
    ),
  ).not.toHaveProperty("wrong");
});

it.each([
  [
    "a call that nobody answered",
    [
      ["user", "x"],
      ["assistant", [use("a")]],
      ["user", "y"],
    ],
    /without tool_result.*: a/,
  ],
  [
    "one of two",
    [
      ["user", "x"],
      ["assistant", [use("a"), use("b")]],
      ["user", [result("a")]],
    ],
    /without tool_result.*: b/,
  ],
  [
    "a call at the end",
    [
      ["user", "x"],
      ["assistant", [use("a")]],
    ],
    /without tool_result/,
  ],
  ["an answer to no call", [["user", [result("a")]]], /unexpected tool_use_id.*: a/],
  [
    "two answers to one",
    [
      ["user", "x"],
      ["assistant", [use("a")]],
      ["user", [result("a"), result("a")]],
    ],
    /single result/,
  ],
  ["empty text", [["user", [{ type: "text", text: "" }]]], /non-empty/],
  ["no words of a person first", [["assistant", "x"]], /first message/],
  [
    "a call given no object",
    [
      ["user", "x"],
      ["assistant", [{ ...use("a"), input: "{" }]],
      ["user", [result("a")]],
    ],
    /content/,
  ],
] as [string, [string, unknown][], RegExp][])("refuses %s, as the API does", (_name, messages, wrong) => {
  expect(asked(...messages)).toMatchObject({ wrong: expect.stringMatching(wrong) });
});
