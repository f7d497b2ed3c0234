import { Hono } from "hono";
import { z } from "zod";
import { AI_MODELS } from "../../schema/ai-models.ts";
import {
  Agent,
  AgentModelList,
  AgentPage,
  AgentVersionPage,
  CreateAgent,
  ListAgents,
  ListAgentVersions,
  RestoreAgent,
  TryAgent,
  UpdateAgent,
} from "../../schema/contracts/agents.ts";
import { AssistEvent } from "../../schema/contracts/assists.ts";
import { docOf, Id } from "../../schema/contracts/common.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { createAgent } from "../services/agents/create.ts";
import { deleteAgent } from "../services/agents/delete.ts";
import { getAgent } from "../services/agents/get.ts";
import { listVersions } from "../services/agents/list-versions.ts";
import { listAgents } from "../services/agents/list.ts";
import { restoreAgent } from "../services/agents/restore.ts";
import { tryAgent } from "../services/agents/try.ts";
import { updateAgent } from "../services/agents/update.ts";
import { streamed } from "./streamed.ts";

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
  .post(
    "/playground",
    route({
      policy: onTenant("manageModules"),
      summary: "Try an agent out",
      tags,
      description:
        "Streams what an agent would draft to somebody made up, told exactly what it would be told in the inbox. It need not be saved, nothing is kept of it and nobody receives it. Events are those of an assist.",
      responses: {
        200: { description: "Server-sent events", schema: AssistEvent, contentType: "text/event-stream" },
      },
      errors: ["invalid", "ai_cap_reached", "ai_not_connected", "too_many", "suspended", "not_a_subaccount"],
    }),
    body(TryAgent),
    async (c) => streamed(c, await tryAgent(c.get("ctx"), c.req.valid("json"))),
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
      description:
        "Only the given keys change, and what it was stays as a version. `isDefault: true` takes it from the agent that was. With `version` nothing is changed if somebody else did meanwhile.",
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
  )
  .get(
    "/:id/versions",
    route({
      policy: onTenant("viewLeads", ANY_TENANT),
      summary: "What an AI agent was",
      tags,
      description: "The newest fifty versions, the present one among them.",
      responses: { 200: { description: "Newest first", schema: AgentVersionPage } },
      errors: ["invalid"],
    }),
    params(ById),
    query(ListAgentVersions),
    async (c) => c.json(await listVersions(c.get("ctx"), c.req.valid("param").id, c.req.valid("query"))),
  )
  .post(
    "/:id/restoration",
    route({
      policy: onTenant("manageModules", ANY_TENANT),
      summary: "Make an AI agent what it was",
      tags,
      description: "Takes an earlier version up again as a new one. Whether it is the default stays as it is.",
      responses: { 200: { description: "As it is now", schema: docOf(Agent) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(RestoreAgent),
    async (c) =>
      c.json({
        doc: await restoreAgent(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Restored.",
      }),
  );
