import type { ClaudeFault } from "../../schema/contracts/sandbox.ts";
import type { AnswerParts } from "./answer.ts";

/**
 * An answer as the documented stream of server-sent events, with a block of thinking before its words as the real ones have, and what tools are
 * given in pieces of JSON that mean nothing by themselves: https://platform.claude.com/docs/en/build-with-claude/streaming. A fault comes when
 * half of the pieces are out.
 */
export function answerStream(
  { message, text, calls, stopReason, outputTokens }: AnswerParts,
  { fault, delayMs }: { fault: ClaudeFault | undefined; delayMs: number },
): ReadableStream<Uint8Array> {
  const words: readonly Piece[] =
    text === "" ? [] : [block(1, TEXT, text.match(/\s*\S+/g) ?? [], "text_delta", "text")];
  const asks = calls.map(({ id, name, json }, n) =>
    block(
      words.length + 1 + n,
      { type: "tool_use", id, name, input: {} },
      inPieces(json),
      "input_json_delta",
      "partial_json",
    ),
  );
  const pieces = [...words, ...asks].flat();
  const broken = fault === "cut_stream" || fault === "stream_error";
  const events = [
    event("message_start", { message: { ...message, content: [], stop_reason: null, stop_sequence: null } }),
    event("content_block_start", { index: 0, content_block: { type: "thinking", thinking: "", signature: "" } }),
    event("ping", {}),
    event("content_block_delta", { index: 0, delta: { type: "signature_delta", signature: "c2FuZGJveA==" } }),
    event("content_block_stop", { index: 0 }),
    ...(broken ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces),
    ...endOf(fault, stopReason, outputTokens),
  ];
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    async pull(controller) {
      const due = events[next];
      next += 1;
      if (due === undefined) return controller.close();
      if (delayMs > 0) await scheduler.wait(delayMs);
      controller.enqueue(encoder.encode(due));
    },
  });
}

type Piece = string[];
const TEXT = { type: "text", text: "", citations: null };

/** The events of one block: its beginning, its pieces, its end. */
function block(index: number, content_block: object, pieces: readonly string[], delta: string, member: string): Piece {
  return [
    event("content_block_start", { index, content_block }),
    ...pieces.map((piece) => event("content_block_delta", { index, delta: { type: delta, [member]: piece } })),
    event("content_block_stop", { index }),
  ];
}

/** The first piece is empty, as the real ones are. */
function inPieces(json: string): string[] {
  return ["", ...(json.match(/[\s\S]{1,16}/g) ?? [])];
}

function endOf(fault: ClaudeFault | undefined, stopReason: string, outputTokens: number): string[] {
  if (fault === "cut_stream") return [];
  if (fault === "stream_error") return [event("error", { error: { type: "overloaded_error", message: "Overloaded" } })];
  return [
    event("message_delta", {
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { output_tokens: outputTokens },
    }),
    event("message_stop", {}),
  ];
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
