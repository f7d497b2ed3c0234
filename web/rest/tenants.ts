import type { Page } from "../../schema/contracts/common.ts";
import type {
  CreateTenant,
  ListTenants,
  SlugAvailability,
  Tenant,
  TenantAccess,
  UpdateTenant,
} from "../../schema/contracts/tenants.ts";
import { request } from "./client.ts";

/** The accounts below `tenant`; without it, below the open one. By name, itself not among them. */
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

export async function updateTenant(id: string, body: UpdateTenant): Promise<Tenant> {
  return (await request<{ doc: Tenant }>(`/tenants/${id}`, { method: "PATCH", body, tenant: null })).doc;
}

/** Whether an address can still be had, by anybody. */
export function slugAvailability(slug: string, signal?: AbortSignal): Promise<SlugAvailability> {
  return request(`/slugs/${encodeURIComponent(slug)}`, { tenant: null, signal });
}
