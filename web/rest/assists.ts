import type { TryAgent } from "../../schema/contracts/agents.ts";
import type { AskAssist, AssistEvent } from "../../schema/contracts/assists.ts";
import { requestAnswer } from "./client.ts";
import { readEventStream } from "./event-stream.ts";

/** What is asked of the AI, as the contract has it. */
export type AssistAsk = AskAssist;

/** How a stream is listened to. Aborting stops the model. */
export interface Listening {
  signal: AbortSignal;
  onEvent: (event: AssistEvent) => void;
}

/**
 * Asks for a draft, a rewrite or a summary and tells of it while it is written. Resolves when the stream has ended, whether or not it came to
 * its end: only a `done` or `failed` event says that. Throws ApiError for a refusal before the first word.
 */
export function streamAssist(
  tenant: string,
  conversationId: string,
  body: AssistAsk,
  listening: Listening,
): Promise<void> {
  return streamAnswer(`/conversations/${conversationId}/assists`, tenant, body, listening);
}

/** What is tried: an agent as it is in the form, and what was said so far. */
export type AgentTrial = TryAgent;

/** The same of an agent that is tried out. */
export function streamTrial(tenant: string, body: AgentTrial, listening: Listening): Promise<void> {
  return streamAnswer("/agents/playground", tenant, body, listening);
}

async function streamAnswer(path: string, tenant: string, body: object, { signal, onEvent }: Listening): Promise<void> {
  const answer = await requestAnswer(path, { method: "POST", body, tenant, signal, accept: "text/event-stream" });
  if (!answer.body) return;
  for await (const { event, data } of readEventStream(answer.body)) {
    onEvent({ ...(JSON.parse(data) as object), type: event } as AssistEvent);
  }
}
