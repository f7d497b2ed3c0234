import { authorOf } from "../../../schema/actor.ts";
import { type Agent, AGENT_TEXTS, type AgentText, type UpdateAgent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { insertVersion, moveDefault, updateAgent } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { commitAgent } from "./commit.ts";
import { agentTrail, nameKeyOf } from "./document.ts";
import { getAgent } from "./get.ts";

/** What an agent is to be from now on, as far as it is told. */
export interface Rewriting extends Omit<UpdateAgent, "version"> {
  /** The version whose words are taken up again. */
  restored?: number;
}

/** How often a change is made upon what others changed meanwhile. */
const TRIES = 10;

/**
 * Changes an agent into its next version, or only whether it is the default, and answers it as it is then. `based` is the version that whoever
 * asks has read: without it, what is given is laid over whatever there is. Throws `not_found`, `conflict` (the name is taken, or it is no
 * longer what was read).
 */
export async function rewriteAgent(
  ctx: Ctx,
  id: string,
  action: `agent.${string}`,
  { isDefault, restored, ...given }: Rewriting,
  based?: number,
): Promise<Agent> {
  for (let tried = 1; ; tried += 1) {
    const before = await getAgent(ctx, id);
    if (based !== undefined && based !== before.version) throw changedMeanwhile();
    const after = { ...before, ...given };
    const changed = AGENT_TEXTS.filter((text) => !isSame(before[text], after[text]));
    if (changed.length === 0 && isDefault !== true) return before;
    const overtaken = changedMeanwhile();
    try {
      await commitAgent(ctx, {
        id,
        writes: [
          ...(changed.length === 0 ? [] : nextVersion(ctx, after, changed, restored ?? null)),
          ...(isDefault === true ? moveDefault(ctx.db, id) : []),
        ],
        audit: {
          action,
          before: agentTrail(before),
          after: agentTrail({ ...after, isDefault: isDefault ?? before.isDefault }),
        },
        otherwise: overtaken,
      });
      return await getAgent(ctx, id);
    } catch (error) {
      // Somebody else was faster: what is given is laid over what they made of it.
      if (error !== overtaken || based !== undefined || tried === TRIES) throw error;
    }
  }
}

function nextVersion(
  ctx: Ctx,
  { name, systemPrompt, model, scope, ...read }: Agent,
  changed: AgentText[],
  restored: number | null,
) {
  const texts = { name, systemPrompt, model, scope };
  return [
    updateAgent(ctx.db, read, { ...texts, nameKey: nameKeyOf(name), updatedAt: ctx.now }),
    ...insertVersion(ctx.db, {
      ...texts,
      agentId: read.id,
      version: read.version + 1,
      changed,
      restored,
      at: ctx.now,
      byName: authorOf(ctx.actor).name,
    }),
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function changedMeanwhile(): TrellisError {
  return new TrellisError("conflict", {
    message: "Someone else changed this agent meanwhile. Look at what it is now, then save again.",
  });
}
