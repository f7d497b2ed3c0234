import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import { type AiModel, costMicros } from "../../../schema/ai-models.ts";
import type { AiCallKind, AssistEvent } from "../../../schema/contracts/assists.ts";
import { newId } from "../../../schema/ids.ts";
import type { Ctx } from "../ctx.ts";
import { depsOf } from "./ask-claude.ts";
import type { ConnectedAi } from "./connected-ai.ts";
import { eventStream } from "./event-stream.ts";
import { recordAsk } from "./record-ask.ts";
import { runAssist } from "./run-assist.ts";
import { newTally, usageOf } from "./tally.ts";

/** What is asked of the model, and what about. */
export interface AnswerOf {
  prompt: MessageCreateParamsStreaming;
  model: AiModel;
  kind: AiCallKind;
  agent: { id: string; name: string } | null;
  /** Null where it is about none. */
  conversationId: string | null;
}

/**
 * The stream of what the model writes, as the events of schema/contracts/assists.ts. Whoever stops reading stops the model. Whatever becomes
 * of it, what was used is recorded.
 */
export function streamAnswer(ctx: Ctx, ai: ConnectedAi, asked: AnswerOf): ReadableStream<Uint8Array> {
  const { prompt, model, kind, agent, conversationId } = asked;
  const id = newId("assist");
  const tally = newTally();
  const left = new AbortController();
  async function* events(): AsyncGenerator<AssistEvent> {
    try {
      yield { type: "start", id, model, agent: agent && { id: agent.id, name: agent.name } };
      const end = yield* runAssist(prompt, tally, left.signal, depsOf(ai));
      tally.outcome = end.type === "failed" ? end.code : end.type;
      if (end.type === "cancelled") return;
      const usage = usageOf(tally);
      const cost = { micros: costMicros(model, usage), currency: "USD" as const };
      yield end.type === "done"
        ? { ...end, id, text: tally.text.toWellFormed(), usage, cost }
        : { ...end, usage, cost };
    } finally {
      const about = {
        id,
        conversationId: conversationId ?? "",
        kind,
        agentId: agent?.id ?? null,
        model,
        payer: ai.payer,
      };
      await recordAsk(ctx, about, tally);
    }
  }
  const { body, finished } = eventStream(events(), () => left.abort());
  ctx.waitUntil(finished);
  return body;
}
