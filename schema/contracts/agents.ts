import { z } from "zod";
import { AGENT_NAME_MAX_CHARACTERS, AGENT_TAGS_MAX, SYSTEM_PROMPT_MAX_CHARACTERS } from "../agent-limits.ts";
import { AI_MODEL_IDS } from "../ai-models.ts";
import { CHANNELS } from "../channels.ts";
import { Id, line, pageOf, Timestamp, WELL_FORMED } from "./common.ts";

/** Where an agent answers by itself being chosen: empty lists mean everywhere. */
export const AgentScope = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length).default([]),
  tags: z
    .array(line(40))
    .max(AGENT_TAGS_MAX)
    .default([])
    .meta({ description: "Tags of the contact, any of which is enough" }),
});
export type AgentScope = z.infer<typeof AgentScope>;

/** An AI agent's context: how it is to write and for what. An account that has any has exactly one default. */
export const Agent = z.object({
  id: Id,
  name: z.string(),
  systemPrompt: z.string(),
  model: z.enum(AI_MODEL_IDS),
  scope: AgentScope,
  isDefault: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Agent = z.infer<typeof Agent>;
export const AgentPage = pageOf(Agent);

const SystemPrompt = z
  .string()
  .trim()
  .max(SYSTEM_PROMPT_MAX_CHARACTERS, `must be at most ${SYSTEM_PROMPT_MAX_CHARACTERS} characters`)
  .regex(WELL_FORMED, "must be whole characters");

export const CreateAgent = z.object({
  name: line(AGENT_NAME_MAX_CHARACTERS),
  systemPrompt: SystemPrompt.default(""),
  model: z.enum(AI_MODEL_IDS).optional().meta({ description: "The installed module's own model unless given" }),
  scope: AgentScope.default({ channels: [], tags: [] }),
  isDefault: z
    .boolean()
    .default(false)
    .meta({ description: "The account's first agent is the default whatever this says" }),
});
export type CreateAgent = z.infer<typeof CreateAgent>;

export const UpdateAgent = z.object({
  name: line(AGENT_NAME_MAX_CHARACTERS).optional(),
  systemPrompt: SystemPrompt.optional(),
  model: z.enum(AI_MODEL_IDS).optional(),
  scope: AgentScope.optional(),
  isDefault: z.boolean().optional(),
});
export type UpdateAgent = z.infer<typeof UpdateAgent>;

/** A list has a page of agents by name; `sort=-name` turns it round. */
export const ListAgents = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  sort: z.enum(["name", "-name"]).default("name"),
});
export type ListAgents = z.infer<typeof ListAgents>;

/** Prices in millionths of a US dollar for a million tokens. */
export const AgentModel = z.object({
  id: z.enum(AI_MODEL_IDS),
  name: z.string(),
  inputPrice: z.number().int(),
  outputPrice: z.number().int(),
});
export type AgentModel = z.infer<typeof AgentModel>;
export const AgentModelList = z.object({ docs: z.array(AgentModel) });
