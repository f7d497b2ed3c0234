import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { ThinkEvent } from "../../../schema/concierge/host.ts";
import { newId } from "../../../schema/ids.ts";

type Said = Extract<ThinkEvent, { type: "text" | "call" }>;

/** A block as the API takes it back. */
export type SentBack =
  | Exclude<Block, { type: "tool_use" }>
  | { type: "tool_use"; id: string; name: string; input: object };

/** One answer of the model as it comes. */
export interface Turn {
  /** What is to be passed on of an event: words as they come, a call once it is whole. */
  hear(this: void, event: RawMessageStreamEvent): readonly Said[];
  /** The blocks to send back as the assistant's message; thinking among them, exactly as it came. */
  content(): SentBack[];
}

/**
 * Begins an answer. Whatever the model's side sends, only whole blocks of the kinds asked for are kept. `known` are the ids of calls that were made
 * before: a call that comes under one of them, or without one, gets an id of its own, so that no two calls of a session share one.
 */
export function beginTurn(known: ReadonlySet<string> = new Set()): Turn {
  const blocks = new Map<number, Block>();
  const ids = new Set(known);
  return {
    hear(event) {
      switch (event.type) {
        case "content_block_start": {
          const block = blocks.size < BLOCKS_MAX ? blockOf(event.content_block) : undefined;
          if (block === undefined) return [];
          if (block.type === "tool_use") block.id = unusedId(block.id, ids);
          blocks.set(event.index, block);
          return block.type === "text" && block.text !== "" ? [{ type: "text", text: block.text }] : [];
        }
        case "content_block_delta": {
          const block = blocks.get(event.index);
          return block === undefined ? [] : grow(block, event.delta);
        }
        case "content_block_stop": {
          const block = blocks.get(event.index);
          if (block?.type !== "tool_use" || block.whole) return [];
          block.whole = true;
          return [callOf(block)];
        }
        default:
          return [];
      }
    },
    content: () => [...blocks.values()].flatMap(sentBack),
  };
}

/** No answer of ours comes near. */
const BLOCKS_MAX = 64;

type Block =
  | { type: "text"; text: string }
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "redacted_thinking"; data: string }
  | { type: "tool_use"; id: string; name: string; input: unknown; json: string; whole: boolean };

type Call = Extract<Block, { type: "tool_use" }>;

/** A block as it begins; undefined for kinds this product does not ask for. The SDK passes on whatever it was sent. */
function blockOf(said: unknown): Block | undefined {
  const block = (said ?? {}) as Readonly<Record<string, unknown>>;
  switch (block["type"]) {
    case "text":
      return { type: "text", text: textOf(block["text"]) };
    case "thinking":
      return { type: "thinking", thinking: textOf(block["thinking"]), signature: textOf(block["signature"]) };
    case "redacted_thinking":
      return { type: "redacted_thinking", data: textOf(block["data"]) };
    case "tool_use":
      return {
        type: "tool_use",
        id: textOf(block["id"]),
        name: textOf(block["name"]),
        input: block["input"] ?? {},
        json: "",
        whole: false,
      };
    default:
      return undefined;
  }
}

function grow(block: Block, said: unknown): readonly Said[] {
  const delta = said as Readonly<Record<string, unknown>>;
  const text = textOf(delta["text"]);
  if (block.type === "text" && text !== "") {
    block.text += text;
    return [{ type: "text", text }];
  }
  if (block.type === "tool_use") block.json += textOf(delta["partial_json"]);
  if (block.type === "thinking") {
    block.thinking += textOf(delta["thinking"]);
    block.signature += textOf(delta["signature"]);
  }
  return [];
}

function callOf({ id, name, input, json }: Call): Extract<Said, { type: "call" }> {
  return { type: "call", id, tool: name, args: json === "" ? input : parsed(json) };
}

/** As the API takes it back: text is not empty, and what a tool is given is an object, also where the model wrote something else. */
function sentBack(block: Block): SentBack[] {
  switch (block.type) {
    case "text":
      return block.text.trim() === "" ? [] : [block];
    case "tool_use": {
      // Cut in the middle: it was never called.
      if (!block.whole) return [];
      const { args } = callOf(block);
      const isObject = typeof args === "object" && args !== null && !Array.isArray(args);
      const name = TOOL_NAME.test(block.name) ? block.name : "unknown";
      return [{ type: "tool_use", id: block.id, name, input: isObject ? args : {} }];
    }
    default:
      return [block];
  }
}

/** What the API takes for the name of a tool. */
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

function unusedId(said: string, ids: Set<string>): string {
  const id = /^[a-zA-Z0-9_-]{1,64}$/.test(said) && !ids.has(said) ? said : newId("request");
  ids.add(id);
  return id;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function textOf(said: unknown): string {
  return typeof said === "string" ? said : "";
}
