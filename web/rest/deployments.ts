import type { Page } from "../../schema/contracts/common.ts";
import type {
  CreateDeployment,
  Deployment,
  DeploymentHistory,
  DeploymentImpact,
  DeploymentPreview,
  DeploymentTarget,
  ListTargets,
  UpdateDeployment,
} from "../../schema/contracts/deployments.ts";
import type { z } from "zod";
import { request } from "./client.ts";

type Doc = { doc: Deployment };
const at = (id: string, rest = "") => `/deployments/${id}${rest}`;

/** What the active agency deploys, newest first. */
export function listDeployments(page: number, signal?: AbortSignal): Promise<Page<Deployment>> {
  return request("/deployments", { query: { page }, signal });
}

/** One of them, and how far it is. */
export function getDeployment(id: string, signal?: AbortSignal): Promise<Deployment> {
  return request(at(id), { signal });
}

/** Its clients, and how each stands. */
export function listTargets(
  id: string,
  query: Partial<ListTargets>,
  signal?: AbortSignal,
): Promise<Page<DeploymentTarget>> {
  return request(at(id, "/targets"), { query, signal });
}

/** What people did with it. */
export function deploymentHistory(id: string, signal?: AbortSignal): Promise<z.infer<typeof DeploymentHistory>> {
  return request(at(id, "/history"), { signal });
}

/** Who leans on what it shares. */
export function deploymentImpact(id: string, signal?: AbortSignal): Promise<DeploymentImpact> {
  return request(at(id, "/impact"), { signal });
}

/** What it would change; nothing is written. */
export function previewDeployment(body: CreateDeployment): Promise<DeploymentPreview> {
  return request("/deployments/preview", { method: "POST", body });
}

/** Begins it. */
export async function createDeployment(body: CreateDeployment): Promise<Deployment> {
  return (await request<Doc>("/deployments", { method: "POST", body })).doc;
}

/** Acts on one, by the route that each is. */
export const DEPLOYMENT_ACTS = {
  pause: ["PUT", "/pause"],
  resume: ["DELETE", "/pause"],
  cancel: ["PUT", "/cancellation"],
  retry: ["POST", "/retry"],
  repair: ["POST", "/repair"],
  remove: ["DELETE", ""],
} as const;
export type DeploymentAct = keyof typeof DEPLOYMENT_ACTS;

/** Does one of them; answers the deployment as it is then. */
export async function actOnDeployment(id: string, act: DeploymentAct): Promise<Deployment> {
  const [method, path] = DEPLOYMENT_ACTS[act];
  return (await request<Doc>(at(id, path), { method })).doc;
}

/** Changes what all clients are given. */
export async function updateDeployment(id: string, body: UpdateDeployment): Promise<Deployment> {
  return (await request<Doc>(at(id), { method: "PATCH", body })).doc;
}

/** Replaces what is shared, for all clients at once. */
export async function rotateShared(id: string, credentials: Record<string, string>): Promise<Deployment> {
  return (await request<Doc>(at(id, "/credentials"), { method: "PUT", body: { credentials } })).doc;
}
