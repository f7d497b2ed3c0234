import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { CreateAgent } from "../../../../schema/contracts/agents.ts";
import { agentsOf } from "../../../db/agents.ts";
import { createAgent as create } from "../../agents/create.ts";
import { nameKeyOf } from "../../agents/document.ts";
import { updateAgent } from "../../agents/update.ts";
import type { Scene } from "../scene.ts";

/** Adds an agent, or changes the one of that name: the same again changes nothing. Throws what the verbs throw. */
export async function createAgent(
  { ctx }: Scene,
  { name, systemPrompt, model }: ToolInput<"createAgent">,
): Promise<HostResult> {
  const given = { systemPrompt, ...(model === undefined ? {} : { model }) };
  const there = (await agentsOf(ctx.db)).find(({ nameKey }) => nameKey === nameKeyOf(name));
  if (there === undefined) {
    const agent = await create(ctx, CreateAgent.parse({ name, ...given }));
    return made(`Created the agent ${agent.name}.`, agent);
  }
  const isSame = there.systemPrompt === systemPrompt && (model ?? there.model) === there.model;
  const agent = isSame ? there : await updateAgent(ctx, there.id, given);
  return made(isSame ? `The agent ${agent.name} is there.` : `Changed the agent ${agent.name}.`, agent);
}

function made(
  outcome: string,
  { id, name, model, isDefault }: { id: string; name: string; model: string; isDefault: boolean },
) {
  return { ok: true, outcome, content: { agent: { id, name, model, isDefault } } };
}
