import type { Agent } from "../../../schema/contracts/agents.ts";
import type { AgentRow } from "../../../schema/control-plane/index.ts";

/** An agent as the API shows it. */
export function agentDocument({ tenantId: _known, nameKey: _key, createdAt, updatedAt, ...row }: AgentRow): Agent {
  return { ...row, createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
}

/** What two agents of an account must not share. */
export function nameKeyOf(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** What the audit log keeps of an agent. */
export function agentTrail({ name, systemPrompt, model, scope, isDefault }: Agent) {
  return { name, systemPrompt, model, scope, isDefault };
}
