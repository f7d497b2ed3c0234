import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  CreateDeployment,
  Deployment,
  DeploymentHistory,
  DeploymentImpact,
  DeploymentPage,
  DeploymentPreview,
  DeploymentTargetPage,
  ListDeployments,
  ListTargets,
  RotateShared,
  UpdateDeployment,
} from "../../schema/contracts/deployments.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { cancelDeployment } from "../services/deployments/cancel.ts";
import { createDeployment } from "../services/deployments/create.ts";
import { getDeployment } from "../services/deployments/get.ts";
import { deploymentHistory } from "../services/deployments/history.ts";
import { deploymentImpact } from "../services/deployments/impact.ts";
import { listTargets } from "../services/deployments/list-targets.ts";
import { listDeployments } from "../services/deployments/list.ts";
import { pauseDeployment, resumeDeployment } from "../services/deployments/pause.ts";
import { previewDeployment } from "../services/deployments/preview.ts";
import { removeDeployment } from "../services/deployments/remove.ts";
import { repairDeployment } from "../services/deployments/repair.ts";
import { retryDeployment } from "../services/deployments/retry.ts";
import { rotateShared } from "../services/deployments/rotate-shared.ts";
import { updateDeployment } from "../services/deployments/update.ts";

const ById = z.object({ id: Id });
const DeploymentDoc = docOf(Deployment);
const TAGS: [string] = ["Deployments"];
const policy = onTenant("deploy", ["agency"]);

export const deployments = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy,
      summary: "What is deployed to clients",
      tags: TAGS,
      responses: { 200: { description: "Newest first", schema: DeploymentPage } },
      errors: ["invalid"],
    }),
    query(ListDeployments),
    async (c) => c.json(await listDeployments(c.get("ctx"), c.req.valid("query"))),
  )
  .post(
    "/",
    route({
      policy,
      summary: "Deploy a module to clients",
      tags: TAGS,
      description:
        "Goes on after the answer: each client is installed by itself, and `GET /api/deployments/:id` says how far it is. Requirements that are each client's own leave its install `pending` until the client gives them with `PUT /api/integrations/:id/credentials`.",
      responses: { 202: { description: "Begun", schema: DeploymentDoc } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    body(CreateDeployment),
    async (c) => c.json({ doc: await createDeployment(c.get("ctx"), c.req.valid("json")), message: "Begun." }, 202),
  )
  .post(
    "/preview",
    route({
      policy,
      summary: "What a deployment would change",
      tags: TAGS,
      description: "The same body as to start it. Nothing is written.",
      responses: {
        200: { description: "Counts of all clients, and the first of them in full", schema: DeploymentPreview },
      },
      errors: ["invalid", "suspended"],
    }),
    body(CreateDeployment),
    async (c) => c.json(await previewDeployment(c.get("ctx"), c.req.valid("json"))),
  )
  .get(
    "/:id",
    route({
      policy,
      summary: "One deployment, and how far it is",
      tags: TAGS,
      responses: { 200: { description: "The deployment", schema: Deployment } },
    }),
    params(ById),
    async (c) => c.json(await getDeployment(c.get("ctx"), c.req.valid("param").id)),
  )
  .get(
    "/:id/targets",
    route({
      policy,
      summary: "The clients of a deployment",
      tags: TAGS,
      description: "How each stands, why, and where it differs from what was deployed.",
      responses: { 200: { description: "By name", schema: DeploymentTargetPage } },
      errors: ["invalid"],
    }),
    params(ById),
    query(ListTargets),
    async (c) => c.json(await listTargets(c.get("ctx"), c.req.valid("param").id, c.req.valid("query"))),
  )
  .get(
    "/:id/history",
    route({
      policy,
      summary: "What was done with a deployment",
      tags: TAGS,
      responses: { 200: { description: "Newest first, at most 100", schema: DeploymentHistory } },
    }),
    params(ById),
    async (c) => c.json({ docs: await deploymentHistory(c.get("ctx"), c.req.valid("param").id) }),
  )
  .get(
    "/:id/impact",
    route({
      policy,
      summary: "Who leans on its credentials",
      tags: TAGS,
      responses: { 200: { description: "Numbers of all, and the first 100 clients", schema: DeploymentImpact } },
    }),
    params(ById),
    async (c) => c.json(await deploymentImpact(c.get("ctx"), c.req.valid("param").id)),
  )
  .patch(
    "/:id",
    route({
      policy,
      summary: "Change what is deployed",
      tags: TAGS,
      description: "Every client that has it is given it anew.",
      responses: { 200: { description: "As it is now", schema: DeploymentDoc } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(UpdateDeployment),
    async (c) =>
      c.json({
        doc: await updateDeployment(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Saved.",
      }),
  )
  .put(
    "/:id/credentials",
    route({
      policy,
      summary: "Replace shared credentials",
      tags: TAGS,
      description: "Once for all: every client is given them, and verified with its provider.",
      responses: { 200: { description: "As it is now", schema: DeploymentDoc } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(RotateShared),
    async (c) =>
      c.json({
        doc: await rotateShared(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Replaced.",
      }),
  )
  .put(
    "/:id/pause",
    route({
      policy,
      summary: "Pause",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: DeploymentDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await pauseDeployment(c.get("ctx"), c.req.valid("param").id), message: "Paused." }),
  )
  .delete(
    "/:id/pause",
    route({
      policy,
      summary: "Go on",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: DeploymentDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await resumeDeployment(c.get("ctx"), c.req.valid("param").id), message: "Goes on." }),
  )
  .post(
    "/:id/retry",
    route({
      policy,
      summary: "Try those again that failed",
      tags: TAGS,
      responses: { 202: { description: "Begun", schema: DeploymentDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) =>
      c.json({ doc: await retryDeployment(c.get("ctx"), c.req.valid("param").id), message: "Tried again." }, 202),
  )
  .post(
    "/:id/repair",
    route({
      policy,
      summary: "Bring those back that differ",
      tags: TAGS,
      responses: { 202: { description: "Begun", schema: DeploymentDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await repairDeployment(c.get("ctx"), c.req.valid("param").id), message: "Begun." }, 202),
  )
  .put(
    "/:id/cancellation",
    route({
      policy,
      summary: "Cancel",
      tags: TAGS,
      description: "Whoever waits is not served any more. What clients have, they keep.",
      responses: { 200: { description: "As it is now", schema: DeploymentDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await cancelDeployment(c.get("ctx"), c.req.valid("param").id), message: "Cancelled." }),
  )
  .delete(
    "/:id",
    route({
      policy,
      summary: "Take a deployment back from its clients",
      tags: TAGS,
      description: "Uninstalls the module wherever this deployment looks after it. Conversations stay.",
      responses: { 202: { description: "Begun", schema: DeploymentDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await removeDeployment(c.get("ctx"), c.req.valid("param").id), message: "Begun." }, 202),
  );
