import { type Asked, textOf } from "./read-request.ts";

/** A call of the record with what came of it. `result` is what the tool said, where it was JSON. */
export interface Done {
  tool: string;
  input: Readonly<Record<string, unknown>>;
  ok: boolean;
  result: Readonly<Record<string, unknown>>;
}

/** What a record says: the calls, in order, and what the person wrote since the last answer. */
export function readRecord(messages: Asked["messages"]): { calls: Done[]; said: string } {
  const blocks = messages.flatMap(({ content }) => content);
  const results = new Map(
    blocks.flatMap((block) => (block.type === "tool_result" ? [[block.tool_use_id, block]] : [])),
  );
  const calls = blocks.flatMap((block): Done[] => {
    if (block.type !== "tool_use") return [];
    const result = results.get(block.id);
    if (result === undefined) return [];
    return [{ tool: block.name, input: block.input, ok: !result.is_error, result: objectOf(textOf(result)) }];
  });
  const last = messages.at(-1);
  const said =
    last?.role === "user" ? last.content.flatMap((block) => (block.type === "text" ? [block.text] : [])) : [];
  return { calls, said: said.join(" ").trim() };
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The strings of a list; none where it is no list. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
