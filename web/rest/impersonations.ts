import type {
  DecideSupportAccess,
  Impersonation,
  OpenImpersonation,
  StartImpersonation,
  SupportAccess,
} from "../../schema/contracts/impersonations.ts";
import { request } from "./client.ts";

export async function startImpersonation(
  tenant: string,
  body: Pick<StartImpersonation, "user" | "reason" | "write" | "minutes">,
): Promise<Impersonation> {
  return (await request<{ doc: Impersonation }>("/impersonations", { method: "POST", tenant, body })).doc;
}

/** Ends a view, one's own or another's. It is done as oneself, not through the view. */
export function endImpersonation(tenant: string, id: string): Promise<unknown> {
  return request(`/impersonations/${id}`, { method: "DELETE", tenant, asOneself: true });
}

export function listImpersonations(
  tenant: string,
  query: { open?: boolean; before?: string; beforeId?: string; limit?: number },
  signal?: AbortSignal,
): Promise<{ docs: Impersonation[] }> {
  return request("/impersonations", { tenant, query, signal });
}

/** Who looks at the account right now. */
export async function listOpenImpersonations(tenant: string): Promise<OpenImpersonation[]> {
  return (await request<{ docs: OpenImpersonation[] }>("/impersonations/open", { tenant })).docs;
}

export function getSupportAccess(tenant: string, signal?: AbortSignal): Promise<SupportAccess> {
  return request("/impersonations/consent", { tenant, signal });
}

export async function decideSupportAccess(tenant: string, body: DecideSupportAccess): Promise<SupportAccess> {
  return (await request<{ doc: SupportAccess }>("/impersonations/consent", { method: "PUT", tenant, body })).doc;
}
