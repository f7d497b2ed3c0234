import type { Channel } from "../../../schema/channels.ts";
import type { AgentRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";

/**
 * Whose context an assist is written in: the agent asked for, else the one whose scope says most about this conversation (a channel and a
 * tag before either alone), else the default. Null for an account without agents. Throws `invalid` for an id it does not have.
 */
export function chooseAgent(
  agents: readonly AgentRow[],
  conversation: { channel: Channel; tags: readonly string[] },
  asked: string | undefined,
): AgentRow | null {
  if (asked !== undefined) {
    const found = agents.find(({ id }) => id === asked);
    if (found === undefined) throw new TrellisError("invalid", { message: "There is no such agent.", field: "agent" });
    return found;
  }
  const tags = new Set(conversation.tags.map((tag) => tag.toLowerCase()));
  const points = ({ scope, isDefault }: AgentRow): number => {
    const { channels } = scope;
    if (channels.length > 0 && !channels.includes(conversation.channel)) return isDefault ? 0 : -1;
    if (scope.tags.length > 0 && !scope.tags.some((tag) => tags.has(tag.toLowerCase()))) return isDefault ? 0 : -1;
    const said = (scope.tags.length > 0 ? 4 : 0) + (channels.length > 0 ? 2 : 0);
    return said === 0 && !isDefault ? -1 : said + (isDefault ? 1 : 0);
  };
  const best = agents.toSorted((a, b) => points(b) - points(a))[0];
  return best === undefined || points(best) < 0 ? null : best;
}
