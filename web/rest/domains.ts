import type { AddDomain, DecideJoin, Domain, DomainList } from "../../schema/contracts/domains.ts";
import { request } from "./client.ts";

export function listDomains(tenant: string, signal?: AbortSignal): Promise<DomainList> {
  return request("/domains", { tenant, signal });
}

export async function addDomain(tenant: string, body: AddDomain): Promise<Domain> {
  return (await request<{ doc: Domain }>("/domains", { method: "POST", tenant, body })).doc;
}

/** Looks for the proof now. */
export async function verifyDomain(tenant: string, id: string): Promise<Domain> {
  return (await request<{ doc: Domain }>(`/domains/${id}/verification`, { method: "POST", tenant, body: {} })).doc;
}

export async function decideJoin(tenant: string, id: string, body: DecideJoin): Promise<Domain> {
  return (await request<{ doc: Domain }>(`/domains/${id}/join`, { method: "PUT", tenant, body })).doc;
}

export function removeDomain(tenant: string, id: string): Promise<unknown> {
  return request(`/domains/${id}`, { method: "DELETE", tenant });
}

/** Asks for a link to join one's organisation. */
export function askToJoin(email: string): Promise<{ message: string }> {
  return request("/joins", { method: "POST", tenant: null, body: { email } });
}

/** Opens such a link. Answers the secret of an invitation. */
export async function openJoin(ticket: string): Promise<string> {
  const answer = await request<{ invitation: string }>("/joins/open", {
    method: "POST",
    tenant: null,
    body: { ticket },
  });
  return answer.invitation;
}
