import type { Affected, Tenant } from "../../schema/contracts/tenants.ts";
import { request } from "./client.ts";

/** Whom and what it concerns when something is done to an account. */
export function affectedBy(id: string, signal?: AbortSignal): Promise<Affected> {
  return request(`/tenants/${id}/affected`, { tenant: null, signal });
}

/** What can be done to an account by whoever manages it, and what each needs to be told. */
export type LifeRequest =
  | { act: "suspend" | "cancel"; reason: string }
  | { act: "resume" | "reinstate" | "delete" | "restore" }
  | { act: "move"; agency: string }
  | { act: "purge"; confirm: string };

const LIFE_ROUTES = {
  suspend: ["PUT", "/suspension"],
  resume: ["DELETE", "/suspension"],
  cancel: ["PUT", "/cancellation"],
  reinstate: ["DELETE", "/cancellation"],
  delete: ["DELETE", ""],
  restore: ["PUT", "/restoration"],
  move: ["PUT", "/parent"],
  purge: ["POST", "/purge"],
} as const satisfies Record<LifeRequest["act"], readonly ["PUT" | "POST" | "DELETE", string]>;

export async function changeTenantLife(id: string, { act, ...body }: LifeRequest): Promise<Tenant> {
  const [method, path] = LIFE_ROUTES[act];
  const sent = Object.keys(body).length === 0 ? {} : { body };
  return (await request<{ doc: Tenant }>(`/tenants/${id}${path}`, { method, tenant: null, ...sent })).doc;
}
