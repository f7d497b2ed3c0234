import { authorOf, requireCapability } from "../../../schema/actor.ts";
import type { AiModel } from "../../../schema/ai-models.ts";
import { type Agent, AGENT_TEXTS, type CreateAgent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { AGENTS_MAX, insertAgent, insertVersion, keepDefault, moveDefault } from "../../db/agents.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import { aiSettings } from "../assists/connected-ai.ts";
import type { Ctx } from "../ctx.ts";
import { commitAgent } from "./commit.ts";
import { agentTrail, nameKeyOf } from "./document.ts";
import { getAgent } from "./get.ts";

/** Adds an agent. The account's first one is its default. Throws `forbidden`, `conflict` (the name is taken, or there are as many as there may be). */
export async function createAgent(ctx: Ctx, input: CreateAgent): Promise<Agent> {
  requireCapability(ctx.actor, "manageModules");
  const id = newId("agent");
  const model = input.model ?? (await installedModel(ctx));
  const { name, systemPrompt, scope } = input;
  const first = { name, systemPrompt, model, scope, version: 1 };
  const row = { ...input, ...first, id, nameKey: nameKeyOf(name), createdAt: ctx.now, updatedAt: ctx.now };
  await commitAgent(ctx, {
    id,
    writes: [
      ...insertAgent(ctx.db, row),
      ...insertVersion(ctx.db, {
        ...first,
        agentId: id,
        changed: [...AGENT_TEXTS],
        restored: null,
        at: ctx.now,
        byName: authorOf(ctx.actor).name,
      }),
      ...(input.isDefault ? moveDefault(ctx.db, id) : [keepDefault(ctx.db, id)]),
    ],
    audit: { action: "agent.created", after: agentTrail({ ...row, createdAt: "", updatedAt: "" }) },
    otherwise: new TrellisError("conflict", { message: `An account has at most ${AGENTS_MAX} agents.` }),
  });
  return getAgent(ctx, id);
}

/** The model the installed module is set to. */
async function installedModel(ctx: Ctx): Promise<AiModel> {
  const installed = await integrationOfModule(ctx.db, "ai");
  return aiSettings(installed?.config ?? {}).model;
}
