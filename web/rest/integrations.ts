import type { ConfigureModule, HealthCheck, InstallModule, Integration } from "../../schema/contracts/integrations.ts";
import { request } from "./client.ts";

/** What is installed in the active account. */
export function listIntegrations(signal?: AbortSignal): Promise<{ docs: Integration[] }> {
  return request("/integrations", { signal });
}

/** What the provider answered at each check, newest first. */
export function listChecks(id: string, signal?: AbortSignal): Promise<{ docs: HealthCheck[] }> {
  return request(`/integrations/${id}/checks`, { signal });
}

/** Kept in state `error` where the provider refuses the credentials. */
export async function installModule(body: InstallModule): Promise<Integration> {
  return (await request<{ doc: Integration }>("/integrations", { method: "POST", body })).doc;
}

/** Lays settings over what is set; `enabled` switches it off and on. */
export async function configureIntegration(id: string, body: ConfigureModule): Promise<Integration> {
  return (await request<{ doc: Integration }>(`/integrations/${id}`, { method: "PATCH", body })).doc;
}

/** Lays the given values over those there are; refused whole when the provider does not take them. */
export async function rotateCredentials(id: string, credentials: Record<string, string>): Promise<Integration> {
  return (
    await request<{ doc: Integration }>(`/integrations/${id}/credentials`, { method: "PUT", body: { credentials } })
  ).doc;
}

/** Asks the provider again whether the integration works. */
export async function verifyIntegration(id: string): Promise<Integration> {
  return (await request<{ doc: Integration }>(`/integrations/${id}/verification`, { method: "POST", body: {} })).doc;
}

/** Brings it to the version the catalog offers, which must be this one. */
export async function upgradeIntegration(id: string, version: string): Promise<Integration> {
  return (await request<{ doc: Integration }>(`/integrations/${id}/upgrade`, { method: "POST", body: { version } }))
    .doc;
}

/** Holds it at its version, or releases it. */
export async function pinIntegration(id: string, pinned: boolean): Promise<Integration> {
  return (await request<{ doc: Integration }>(`/integrations/${id}/pin`, { method: pinned ? "PUT" : "DELETE" })).doc;
}

/** Conversations stay. */
export function uninstallIntegration(id: string): Promise<void> {
  return request(`/integrations/${id}`, { method: "DELETE" });
}
