import type { Agent, AgentModel } from "../../../schema/contracts/agents.ts";
import { Card } from "../../ui/card.tsx";
import { scopeWords } from "./scope-words.ts";

/** An agent for those who may look at it and not change it. */
export function AgentReadOnly(props: { agent: Agent; models: readonly AgentModel[] }) {
  return (
    <div class="flex max-w-196 flex-col gap-4">
      <p class="text-13 text-ink-2">You can read how this agent is set up. Administrators of this account change it.</p>
      <Card title="What it is told">
        <p class="text-14 leading-relaxed break-words whitespace-pre-wrap">
          {props.agent.systemPrompt === "" ? (
            <span class="text-ink-3">Nothing: it knows the conversation alone.</span>
          ) : (
            props.agent.systemPrompt
          )}
        </p>
      </Card>
      <Card>
        <dl class="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2 text-13">
          <dt class="text-ink-3">Model</dt>
          <dd>{props.models.find(({ id }) => id === props.agent.model)?.name ?? props.agent.model}</dd>
          <dt class="text-ink-3">Writes for</dt>
          <dd class="break-words">{scopeWords(props.agent.scope)}</dd>
        </dl>
      </Card>
    </div>
  );
}
