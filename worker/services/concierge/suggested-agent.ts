import { AGENT_NAME_MAX_CHARACTERS } from "../../../schema/agent-limits.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";

/** An agent for a business of which nothing is known but its name: polite, short, and no promises. */
export function suggestedAgent({ name }: Pick<TenantRow, "name">): { name: string; systemPrompt: string } {
  return {
    name: `${name} assistant`.slice(0, AGENT_NAME_MAX_CHARACTERS).trim(),
    systemPrompt: [
      `You write for ${name}, to its customers.`,
      "Be warm and brief: a few short sentences, in the customer's own language.",
      "Say only what you know. Prices, dates and promises come from a person: where one is asked for, say that somebody will come back to them.",
    ].join("\n"),
  };
}
