import type { Api } from "./api.ts";
import type { DemoAgent } from "./script.ts";

/** Installs Claude in test mode and adds the account's agents, the first of them its default. What is there already stays. */
export async function ensureAgents(api: Api, tenant: string, agents: readonly DemoAgent[]): Promise<void> {
  await api.call("POST", "/api/integrations", { tenant, body: { module: "ai", sandbox: true } });
  for (const { name, tags = [], systemPrompt } of agents)
    await api.call("POST", "/api/agents", { tenant, body: { name, systemPrompt, scope: { channels: [], tags } } });
}
