import type { Page } from "../../schema/contracts/common.ts";
import type { ClientUsage, Usage } from "../../schema/contracts/plans.ts";
import type { Tenant } from "../../schema/contracts/tenants.ts";
import type { Plan } from "../../schema/plans.ts";
import { request } from "./client.ts";

/** An account's plan and what it uses of it, as of now. */
export function readUsage(tenant: string, signal?: AbortSignal): Promise<Usage> {
  return request("/usage", { tenant, signal });
}

/** Plan and usage of the accounts below one, by name. */
export function listClientUsage(
  tenant: string,
  query: { q: string; page: number },
  signal?: AbortSignal,
): Promise<Page<ClientUsage>> {
  return request("/usage/clients", { tenant, query, signal });
}

/** Lets an account's trial end at another time, ms since the epoch. */
export async function extendTrial(id: string, endsAt: number): Promise<Tenant> {
  const body = { endsAt: new Date(endsAt).toISOString() };
  return (await request<{ doc: Tenant }>(`/tenants/${id}/trial`, { method: "PUT", body, tenant: null })).doc;
}

/** Chooses an account's plan, which ends its trial. */
export async function choosePlan(id: string, plan: Plan): Promise<Tenant> {
  return (await request<{ doc: Tenant }>(`/tenants/${id}/plan`, { method: "PUT", body: { plan }, tenant: id })).doc;
}
