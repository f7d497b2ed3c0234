import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { describe, expect, it } from "vitest";
import { beginTurn, type Turn } from "./read-turn.ts";

const started = (index: number, content_block: unknown) => ({ type: "content_block_start", index, content_block });
const grown = (index: number, delta: unknown) => ({ type: "content_block_delta", index, delta });
const stopped = (index: number) => ({ type: "content_block_stop", index });
const hear = (turn: Turn, ...events: object[]) =>
  events.flatMap((event) => [...turn.hear(event as RawMessageStreamEvent)]);

const call = (index: number, id: string, json: string, name = "skip") => [
  started(index, { type: "tool_use", id, name, input: {} }),
  ...(json.match(/.{1,3}/gs) ?? []).map((partial_json) => grown(index, { type: "input_json_delta", partial_json })),
  stopped(index),
];

describe("a turn", () => {
  it("passes on words as they come and calls once they are whole, and keeps thinking as it came", () => {
    const turn = beginTurn();
    const said = hear(
      turn,
      started(0, { type: "thinking", thinking: "", signature: "" }),
      grown(0, { type: "thinking_delta", thinking: "Hm." }),
      grown(0, { type: "signature_delta", signature: "sig" }),
      stopped(0),
      started(1, { type: "redacted_thinking", data: "x" }),
      started(2, { type: "text", text: "" }),
      grown(2, { type: "text_delta", text: "I leave" }),
      grown(2, { type: "text_delta", text: " it out." }),
      stopped(2),
      ...call(3, "toolu_1", '{"module":"a"}'),
    );
    expect(said).toEqual([
      { type: "text", text: "I leave" },
      { type: "text", text: " it out." },
      { type: "call", id: "toolu_1", tool: "skip", args: { module: "a" } },
    ]);
    expect(turn.content()).toEqual([
      { type: "thinking", thinking: "Hm.", signature: "sig" },
      { type: "redacted_thinking", data: "x" },
      { type: "text", text: "I leave it out." },
      { type: "tool_use", id: "toolu_1", name: "skip", input: { module: "a" } },
    ]);
  });

  it.each([
    ["half of it", '{"module":"a', '{"module":"a'],
    ["a list", "[1]", [1]],
    ["a word", '"a"', "a"],
    ["nothing at all", "null", null],
  ])("tells a call that was given %s as it came, and sends it back as the API takes it", (_name, json, args) => {
    const turn = beginTurn();
    expect(hear(turn, ...call(0, "toolu_1", json))).toEqual([{ type: "call", id: "toolu_1", tool: "skip", args }]);
    expect(turn.content()).toEqual([{ type: "tool_use", id: "toolu_1", name: "skip", input: {} }]);
  });

  it("takes a call without any input for one with none", () => {
    const turn = beginTurn();
    expect(hear(turn, ...call(0, "toolu_1", ""))).toMatchObject([{ args: {} }]);
  });

  it("forgets a call that was cut, and text that is none", () => {
    const turn = beginTurn();
    const [begun = {}, ...rest] = call(1, "toolu_1", '{"module":"a"}');
    hear(turn, started(0, { type: "text", text: " \n" }), stopped(0), begun, ...rest.slice(0, -1));
    expect(turn.content()).toEqual([]);
  });

  it("gives a call an id of its own where it comes under one that was there, or under none", () => {
    const turn = beginTurn(new Set(["toolu_old"]));
    const said = hear(
      turn,
      ...call(0, "toolu_old", "{}"),
      ...call(1, "toolu_new", "{}"),
      ...call(2, "toolu_new", "{}"),
      ...call(3, "not an id", "{}"),
    );
    const ids = said.map((one) => (one.type === "call" ? one.id : ""));
    expect(ids[1]).toBe("toolu_new");
    expect(new Set([...ids, "toolu_old"]).size).toBe(5);
    expect(turn.content()).toMatchObject(ids.map((id) => ({ id })));
  });

  it("sends a name that the API would refuse back under one that it takes, and tells it as it came", () => {
    const turn = beginTurn();
    expect(hear(turn, ...call(0, "toolu_1", "{}", "rm -rf /"))).toMatchObject([{ tool: "rm -rf /" }]);
    expect(turn.content()).toMatchObject([{ name: "unknown" }]);
  });

  it("keeps nothing of what it did not ask for, whatever that is", () => {
    const turn = beginTurn();
    const said = hear(
      turn,
      started(0, { type: "server_tool_use", id: "x", name: "web_search", input: {} }),
      started(1, null),
      started(2, 7),
      started(3, { type: "text", text: { a: 1 } }),
      grown(3, { type: "text_delta", text: ["x"] }),
      grown(9, { type: "text_delta", text: "to nobody" }),
      stopped(9),
      { type: "ping" },
    );
    expect([said, turn.content()]).toEqual([[], []]);
  });

  it("is bounded", () => {
    const turn = beginTurn();
    for (let n = 0; n < 500; n += 1) hear(turn, started(n, { type: "text", text: "x" }));
    expect(turn.content()).toHaveLength(64);
  });
});
