import type { Page } from "../../schema/contracts/common.ts";
import type { CreateTenant, ListTenants, Tenant, TenantAccess } from "../../schema/contracts/tenants.ts";
import { request } from "./client.ts";

/** Accounts the person can reach. `tenant` null looks over all of them, whatever account is open. */
export function listTenants(
  query: Partial<ListTenants>,
  options: { tenant?: string | null; signal?: AbortSignal } = {},
): Promise<Page<Tenant>> {
  return request("/tenants", { query, ...options });
}

export function getAccess(id: string, signal?: AbortSignal): Promise<TenantAccess> {
  return request(`/tenants/${id}/access`, { tenant: id, signal });
}

export async function createTenant(body: CreateTenant, tenant: string): Promise<Tenant> {
  return (await request<{ doc: Tenant }>("/tenants", { method: "POST", body, tenant })).doc;
}
