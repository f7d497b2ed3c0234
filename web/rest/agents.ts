import { AGENT_VERSIONS_KEPT } from "../../schema/agent-limits.ts";
import type { Agent, AgentModel, AgentVersion, CreateAgent, UpdateAgent } from "../../schema/contracts/agents.ts";
import type { AiUsage } from "../../schema/contracts/assists.ts";
import type { Page } from "../../schema/contracts/common.ts";
import { request } from "./client.ts";

/** The most one answer holds. */
const LIMIT = 100;

/** By name, as many as one answer holds. */
export function listAgents(tenant: string, signal?: AbortSignal): Promise<Page<Agent>> {
  return request("/agents", { tenant, signal, query: { limit: LIMIT } });
}

/** One agent of the active account. */
export function getAgent(id: string, signal?: AbortSignal): Promise<Agent> {
  return request(`/agents/${id}`, { signal });
}

/** What is written: as the contract has it, with what it fills in by itself left open. */
export type NewAgent = Pick<CreateAgent, "name"> & Partial<CreateAgent>;

/** Answers it as it was stored. */
export async function createAgent(body: NewAgent): Promise<Agent> {
  return (await request<{ doc: Agent }>("/agents", { method: "POST", body })).doc;
}

/** Changes only the given keys; `isDefault: true` takes it from the one that was. */
export async function updateAgent(id: string, body: UpdateAgent): Promise<Agent> {
  return (await request<{ doc: Agent }>(`/agents/${id}`, { method: "PATCH", body })).doc;
}

/** Refused (`conflict`) for the default while there are others. */
export function deleteAgent(id: string): Promise<unknown> {
  return request(`/agents/${id}`, { method: "DELETE" });
}

/** Dearest first, with prices in millionths of a US dollar for a million tokens. */
export function listAgentModels(signal?: AbortSignal): Promise<{ docs: AgentModel[] }> {
  return request("/agents/models", { signal });
}

/** One month ("2026-11", UTC) of what the account's AI was used for, and its cost. */
export function getAiUsage(month: string, signal?: AbortSignal): Promise<AiUsage> {
  return request("/ai/usage", { signal, query: { month } });
}

/** Everything that is kept of what an agent was, newest first. */
export function listAgentVersions(id: string, signal?: AbortSignal): Promise<{ docs: AgentVersion[] }> {
  return request(`/agents/${id}/versions`, { signal, query: { limit: AGENT_VERSIONS_KEPT } });
}

/** Makes an agent what it was at a version, and answers it. */
export async function restoreAgent(id: string, version: number): Promise<Agent> {
  return (await request<{ doc: Agent }>(`/agents/${id}/restoration`, { method: "POST", body: { version } })).doc;
}
