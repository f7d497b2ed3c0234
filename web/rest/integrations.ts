import type { ConfigureModule, HealthCheck, InstallModule, Integration } from "../../schema/contracts/integrations.ts";
import { request } from "./client.ts";

export function listIntegrations(signal?: AbortSignal): Promise<{ docs: Integration[] }> {
  return request("/integrations", { signal });
}

/** What the provider answered at each check, newest first. */
export function listChecks(id: string, signal?: AbortSignal): Promise<{ docs: HealthCheck[] }> {
  return request(`/integrations/${id}/checks`, { signal });
}

export async function installModule(body: InstallModule): Promise<Integration> {
  return (await request<{ doc: Integration }>("/integrations", { method: "POST", body })).doc;
}

export async function configureIntegration(id: string, body: ConfigureModule): Promise<Integration> {
  return (await request<{ doc: Integration }>(`/integrations/${id}`, { method: "PATCH", body })).doc;
}

export async function rotateCredentials(id: string, credentials: Record<string, string>): Promise<Integration> {
  return (
    await request<{ doc: Integration }>(`/integrations/${id}/credentials`, { method: "PUT", body: { credentials } })
  ).doc;
}

/** Asks the provider again whether the integration works. */
export async function verifyIntegration(id: string): Promise<Integration> {
  return (await request<{ doc: Integration }>(`/integrations/${id}/verification`, { method: "POST", body: {} })).doc;
}

export function uninstallIntegration(id: string): Promise<void> {
  return request(`/integrations/${id}`, { method: "DELETE" });
}
