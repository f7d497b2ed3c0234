import type { Page } from "../../schema/contracts/common.ts";
import type { DecideModuleRequest, ModuleAccess, ModuleRequest } from "../../schema/contracts/module-access.ts";
import type { Module } from "../../schema/contracts/modules.ts";
import { request } from "./client.ts";

/** Asks whoever stands above the active account for a module. Answers it as it stands then. */
export async function askForModule(slug: string, note: string): Promise<Module> {
  const body = note === "" ? {} : { note };
  return (await request<{ doc: Module }>(`/modules/${slug}/request`, { method: "POST", body })).doc;
}

/** Takes back what was asked for. */
export async function withdrawRequest(slug: string): Promise<Module> {
  return (await request<{ doc: Module }>(`/modules/${slug}/request`, { method: "DELETE" })).doc;
}

/** What the accounts right below the active one ask for: what waits, or what is settled. */
export function listModuleRequests(
  query: { open: boolean; page: number },
  signal?: AbortSignal,
): Promise<Page<ModuleRequest>> {
  return request("/module-requests", { query: { ...query, open: String(query.open) }, signal });
}

/** Approves, which grants the module, or declines with a reason. */
export async function decideModuleRequest(
  { account, module }: Pick<ModuleRequest, "account" | "module">,
  body: DecideModuleRequest,
): Promise<ModuleRequest> {
  const path = `/tenants/${account.id}/modules/${module.slug}/decision`;
  return (await request<{ doc: ModuleRequest }>(path, { method: "PUT", body, tenant: null })).doc;
}

/** Gives an account below a module beside its plan, or takes it back. */
export async function grantModule(account: string, slug: string, given: boolean): Promise<ModuleAccess> {
  const path = `/tenants/${account}/modules/${slug}/grant`;
  const method = given ? "PUT" : "DELETE";
  return (await request<{ doc: ModuleAccess }>(path, { method, tenant: null })).doc;
}
