import { getAgent, getAiUsage, listAgentModels, listAgents, listAgentVersions } from "../../rest/agents.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";
import { useRead } from "../../stores/use-read.ts";

/** The account's agents, by name. */
export function useAgents() {
  const account = useAccount();
  return useRead(() => ({
    queryKey: [account.id, "agents"],
    queryFn: ({ signal }) => listAgents(account.id, signal),
  }));
}

/** One agent; nothing is asked while there is no id. */
export function useAgent(id: () => string | undefined) {
  const account = useAccount();
  return useRead(() => ({
    queryKey: [account.id, "agents", id()],
    queryFn: ({ signal }) => getAgent(id() ?? "", signal),
    enabled: id() !== undefined,
  }));
}

/** What an agent was, newest first. Under its own key, so that a write of any agent reads it again. */
export function useAgentVersions(id: () => string) {
  const account = useAccount();
  return useRead(() => ({
    queryKey: [account.id, "agents", id(), "versions"],
    queryFn: ({ signal }) => listAgentVersions(id(), signal),
  }));
}

/** The models an agent may have, and what they cost. */
export function useAgentModels() {
  const account = useAccount();
  return useRead(() => ({
    queryKey: [account.id, "agent-models"],
    queryFn: ({ signal }) => listAgentModels(signal),
    staleTime: Number.POSITIVE_INFINITY,
  }));
}

/** What a month ("2026-11") of AI has come to. */
export function useAiUsage(month: () => string) {
  const account = useAccount();
  return useRead(() => ({
    queryKey: [account.id, "ai-usage", month()],
    queryFn: ({ signal }) => getAiUsage(month(), signal),
  }));
}

/** After a write: whatever shows agents reads them again. */
export async function refreshAgents(accountId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [accountId, "agents"] });
}
