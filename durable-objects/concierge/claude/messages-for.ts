import type { Call } from "../ledger/calls.ts";
import type { RecordRow } from "./record.ts";

interface Message {
  role: "user" | "assistant";
  content: unknown[];
}

type Answered = Pick<Call, "turn" | "toolUseId" | "state" | "early" | "content">;

/**
 * The conversation as the Messages API takes it: roles in turn, and right after each message of the model a result for every tool_use in it,
 * whatever became of the call. So no tool_use is ever without its result, also where a turn was lost half-way.
 */
export function messagesFor(rows: readonly RecordRow[], calls: readonly Answered[]): Message[] {
  const messages: Message[] = [];
  const add = (role: Message["role"], content: readonly unknown[]): void => {
    const last = messages.at(-1);
    if (last?.role === role) last.content.push(...content);
    else messages.push({ role, content: [...content] });
  };
  for (const { number, role, content } of rows) {
    add(role, content);
    if (role === "user") continue;
    const results = toolUsesIn(content).map((id) =>
      resultOf(
        id,
        calls.find((call) => call.turn === number && call.toolUseId === id),
      ),
    );
    if (results.length > 0) add("user", results);
  }
  return messages;
}

function resultOf(id: string, call: Answered | undefined): unknown {
  const result = (text: string, failed: boolean) => ({
    type: "tool_result",
    tool_use_id: id,
    content: text,
    ...(failed ? { is_error: true } : {}),
  });
  if (call === undefined) return result("This call was not carried out.", true);
  if (call.early !== null) return result(call.early, false);
  if (call.state === "pending") return result("This call has not ended yet.", true);
  return result(JSON.stringify(call.content), call.state === "failed");
}

/** Ids of the tool_use blocks of a message. */
export function toolUsesIn(content: readonly unknown[]): string[] {
  return content.flatMap((block) => {
    if (typeof block !== "object" || block === null) return [];
    const { type, id } = block as { type?: unknown; id?: unknown };
    return type === "tool_use" && typeof id === "string" ? [id] : [];
  });
}
