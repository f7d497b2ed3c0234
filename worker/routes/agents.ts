import { Hono } from "hono";
import { z } from "zod";
import { AI_MODELS } from "../../schema/ai-models.ts";
import {
  Agent,
  AgentModelList,
  AgentPage,
  CreateAgent,
  ListAgents,
  UpdateAgent,
} from "../../schema/contracts/agents.ts";
import { docOf, Id } from "../../schema/contracts/common.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { createAgent } from "../services/agents/create.ts";
import { deleteAgent } from "../services/agents/delete.ts";
import { getAgent } from "../services/agents/get.ts";
import { listAgents } from "../services/agents/list.ts";
import { updateAgent } from "../services/agents/update.ts";

const ById = z.object({ id: Id });
const tags: [string] = ["AI"];

/** The contexts an account's AI writes in. */
export const agents = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewLeads", ANY_TENANT),
      summary: "The account's AI agents",
      tags,
      responses: { 200: { description: "By name", schema: AgentPage } },
      errors: ["invalid"],
    }),
    query(ListAgents),
    async (c) => c.json(await listAgents(c.get("ctx"), c.req.valid("query"))),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageModules", ANY_TENANT),
      summary: "Add an AI agent",
      tags,
      description: "The account's first agent becomes its default.",
      responses: { 201: { description: "Added", schema: docOf(Agent) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    body(CreateAgent),
    async (c) => c.json({ doc: await createAgent(c.get("ctx"), c.req.valid("json")), message: "Agent added." }, 201),
  )
  .get(
    "/models",
    route({
      policy: onTenant("viewLeads", ANY_TENANT),
      summary: "Models an agent may have",
      tags,
      description: "With their prices in millionths of a US dollar for a million tokens.",
      responses: { 200: { description: "Dearest first", schema: AgentModelList } },
    }),
    (c) =>
      c.json({
        docs: AI_MODELS.map(({ id, name, price }) => ({
          id,
          name,
          inputPrice: price.input,
          outputPrice: price.output,
        })),
      }),
  )
  .get(
    "/:id",
    route({
      policy: onTenant("viewLeads", ANY_TENANT),
      summary: "One AI agent",
      tags,
      responses: { 200: { description: "The agent", schema: Agent } },
    }),
    params(ById),
    async (c) => c.json(await getAgent(c.get("ctx"), c.req.valid("param").id)),
  )
  .patch(
    "/:id",
    route({
      policy: onTenant("manageModules", ANY_TENANT),
      summary: "Change an AI agent",
      tags,
      description: "Only the given keys change. `isDefault: true` takes it from the agent that was.",
      responses: { 200: { description: "As it is now", schema: docOf(Agent) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(UpdateAgent),
    async (c) =>
      c.json({ doc: await updateAgent(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), message: "Saved." }),
  )
  .delete(
    "/:id",
    route({
      policy: onTenant("manageModules", ANY_TENANT),
      summary: "Delete an AI agent",
      tags,
      description: "The default goes last.",
      responses: { 200: { description: "As it was", schema: docOf(Agent) } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await deleteAgent(c.get("ctx"), c.req.valid("param").id), message: "Agent deleted." }),
  );
