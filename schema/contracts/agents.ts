import { z } from "zod";
import {
  AGENT_NAME_MAX_CHARACTERS,
  AGENT_TAGS_MAX,
  AGENT_VERSIONS_KEPT,
  SYSTEM_PROMPT_MAX_CHARACTERS,
  TRY_MAX,
} from "../agent-limits.ts";
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

/** What an agent is, and what its versions differ in. Being the default is none of it: that is the account's choice. */
export const AGENT_TEXTS = ["name", "systemPrompt", "model", "scope"] as const;
export type AgentText = (typeof AGENT_TEXTS)[number];

/** An AI agent's context: how it is to write and for what. An account that has any has exactly one default. */
export const Agent = z.object({
  id: Id,
  name: z.string(),
  systemPrompt: z.string(),
  model: z.enum(AI_MODEL_IDS),
  scope: AgentScope,
  isDefault: z.boolean(),
  version: z.int().meta({ description: "Rises with every change but that of the default" }),
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
  version: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "The version that was read: where it is no longer the newest, nothing is changed (409)" }),
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

/** What an agent was at one of its versions. */
export const AgentVersion = z.object({
  version: z.int(),
  name: z.string(),
  systemPrompt: z.string(),
  model: z.enum(AI_MODEL_IDS),
  scope: AgentScope,
  changed: z.array(z.enum(AGENT_TEXTS)).meta({ description: "What differs from the version before" }),
  restored: z.int().nullable().meta({ description: "The version it took up again" }),
  at: Timestamp,
  by: z.string().meta({ description: "Who made it" }),
});
export type AgentVersion = z.infer<typeof AgentVersion>;
export const AgentVersionPage = pageOf(AgentVersion);

/** A list has a page of versions, newest first; older ones than the newest fifty are gone. */
export const ListAgentVersions = z.object({
  limit: z.coerce.number().int().min(1).max(AGENT_VERSIONS_KEPT).default(20),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});
export type ListAgentVersions = z.infer<typeof ListAgentVersions>;

export const RestoreAgent = z.object({ version: z.int().min(1) });
export type RestoreAgent = z.infer<typeof RestoreAgent>;

/** An agent as it might be, and a conversation with somebody made up, the newest message last. */
export const TryAgent = z.object({
  name: line(AGENT_NAME_MAX_CHARACTERS),
  systemPrompt: SystemPrompt.default(""),
  model: z.enum(AI_MODEL_IDS).optional().meta({ description: "The installed module's own model unless given" }),
  channel: z.enum(CHANNELS).default("whatsapp"),
  messages: z
    .array(
      z.object({
        from: z.enum(["customer", "agent"]),
        text: z
          .string()
          .trim()
          .min(1, "must not be empty")
          .max(TRY_MAX.perMessage, `must be at most ${TRY_MAX.perMessage} characters`)
          .regex(WELL_FORMED, "must be whole characters"),
      }),
    )
    .min(1)
    .max(TRY_MAX.messages, `must be at most ${TRY_MAX.messages}`)
    .refine((messages) => messages.at(-1)?.from === "customer", "must end with the customer's"),
});
export type TryAgent = z.infer<typeof TryAgent>;
