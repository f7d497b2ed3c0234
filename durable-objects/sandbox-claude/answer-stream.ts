import type { ClaudeFault } from "../../schema/contracts/sandbox.ts";
import type { AnswerParts } from "./answer.ts";

/**
 * An answer as the documented stream of server-sent events, with a block of thinking before its words as the real ones have:
 * https://platform.claude.com/docs/en/build-with-claude/streaming. A fault comes when half of the words are out.
 */
export function answerStream(
  { message, text, stopReason, outputTokens }: AnswerParts,
  { fault, delayMs }: { fault: ClaudeFault | undefined; delayMs: number },
): ReadableStream<Uint8Array> {
  const pieces = text.match(/\s*\S+/g) ?? [];
  const shown = fault === undefined ? pieces : pieces.slice(0, Math.ceil(pieces.length / 2));
  const events = [
    event("message_start", { message: { ...message, content: [], stop_reason: null, stop_sequence: null } }),
    event("content_block_start", { index: 0, content_block: { type: "thinking", thinking: "", signature: "" } }),
    event("ping", {}),
    event("content_block_delta", { index: 0, delta: { type: "signature_delta", signature: "c2FuZGJveA==" } }),
    event("content_block_stop", { index: 0 }),
    event("content_block_start", { index: 1, content_block: { type: "text", text: "", citations: null } }),
    ...shown.map((piece) => event("content_block_delta", { index: 1, delta: { type: "text_delta", text: piece } })),
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

function endOf(fault: ClaudeFault | undefined, stopReason: string, outputTokens: number): string[] {
  if (fault === "cut_stream") return [];
  if (fault === "stream_error") return [event("error", { error: { type: "overloaded_error", message: "Overloaded" } })];
  return [
    event("content_block_stop", { index: 1 }),
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
