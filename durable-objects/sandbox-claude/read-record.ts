import { type Asked, type AskedBlock, textOf } from "./read-request.ts";
import { unescaped } from "./words.ts";

/** A call of the record with what came of it. `result` is what the tool said; null where it said that it is not over yet. */
export interface Done {
  tool: string;
  input: Readonly<Record<string, unknown>>;
  ok: boolean;
  result: Readonly<Record<string, unknown>> | null;
}

/**
 * What a record says: the calls with what came of them, in order, and what the person wrote since the last answer. How a call ended that was
 * still open when it was answered is told by an event later.
 */
export function readRecord(messages: Asked["messages"]): { calls: Done[]; said: string } {
  const blocks = messages.flatMap(({ content }) => content);
  const results = new Map(
    blocks.flatMap((block) => (block.type === "tool_result" ? [[block.tool_use_id, block]] : [])),
  );
  const calls = blocks.flatMap((block): Done[] => {
    if (block.type === "text") return endedLater(block.text);
    const result = block.type === "tool_use" ? results.get(block.id) : undefined;
    if (block.type !== "tool_use" || result === undefined) return [];
    return [{ tool: block.name, input: block.input, ok: !result.is_error, result: objectOf(textOf(result)) }];
  });
  return { calls, said: saidIn(messages.at(-1)) };
}

function endedLater(text: string): Done[] {
  return [...text.matchAll(/<event>([^<]*)<\/event>/g)].flatMap(([, json = ""]): Done[] => {
    const { event, tool, module, result } = objectOf(unescaped(json)) ?? {};
    if (event === "modules_added") return [{ tool: event, input: {}, ok: true, result: {} }];
    if (event !== "call_ended" || typeof tool !== "string") return [];
    const told = typeof result === "string" ? objectOf(result) : result;
    return [
      { tool, input: { module }, ok: true, result: typeof told === "object" && told !== null ? (told as Told) : {} },
    ];
  });
}
type Told = Readonly<Record<string, unknown>>;

function saidIn(last: { role: string; content: readonly AskedBlock[] } | undefined): string {
  if (last?.role !== "user") return "";
  const texts = last.content.flatMap((block) => (block.type === "text" ? [block.text] : []));
  const said = [...texts.join("\n").matchAll(/<person\b[^>]*>([^<]*)<\/person>/g)];
  return said
    .map(([, text = ""]) => unescaped(text))
    .join(" ")
    .trim();
}

/** What a text says as JSON; null where it is none. */
function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The strings of a list; none where it is no list. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
