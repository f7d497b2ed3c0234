import type { CreateRole, RoleDoc, RoleList, UpdateRole } from "../../schema/contracts/roles.ts";
import { request } from "./client.ts";

/** Every role that can be given on the open account or below it, and every capability in words. */
export function listRoles(signal?: AbortSignal): Promise<RoleList> {
  return request("/roles", { signal });
}

export async function createRole(body: CreateRole): Promise<RoleDoc> {
  return (await request<{ doc: RoleDoc }>("/roles", { method: "POST", body })).doc;
}

export async function updateRole(id: string, body: UpdateRole): Promise<RoleDoc> {
  return (await request<{ doc: RoleDoc }>(`/roles/${encodeURIComponent(id)}`, { method: "PATCH", body })).doc;
}

/** `moveTo` is the role its people get instead; without it a role somebody has is refused. */
export async function deleteRole(id: string, moveTo?: string): Promise<void> {
  await request(`/roles/${encodeURIComponent(id)}`, {
    method: "DELETE",
    ...(moveTo === undefined ? {} : { query: { moveTo } }),
  });
}
