import type { AskAssist, AssistEvent } from "../../schema/contracts/assists.ts";
import { requestAnswer } from "./client.ts";
import { readEventStream } from "./event-stream.ts";

/** What is asked of the AI, as the contract has it. */
export type AssistAsk = AskAssist;

/**
 * Asks for a draft, a rewrite or a summary and tells of it while it is written. Resolves when the stream has ended, whether or not it came to
 * its end: only a `done` or `failed` event says that. Aborting stops the model. Throws ApiError for a refusal before the first word.
 */
export async function streamAssist(
  tenant: string,
  conversationId: string,
  body: AssistAsk,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: AssistEvent) => void },
): Promise<void> {
  const path = `/conversations/${conversationId}/assists`;
  const answer = await requestAnswer(path, { method: "POST", body, tenant, signal, accept: "text/event-stream" });
  if (!answer.body) return;
  for await (const { event, data } of readEventStream(answer.body)) {
    onEvent({ ...(JSON.parse(data) as object), type: event } as AssistEvent);
  }
}
