import type { DeleteDraft, Draft, PutDraft } from "../../schema/contracts/drafts.ts";
import { request } from "./client.ts";

/** Everything this person has begun to write in the account. */
export async function listDrafts(tenant: string): Promise<Draft[]> {
  return (await request<{ docs: Draft[] }>("/drafts", { tenant })).docs;
}

/** Goes on when the page is left. */
export async function putDraft(tenant: string, conversationId: string, body: Partial<PutDraft>): Promise<Draft> {
  const options = { method: "PUT", body, tenant, keepalive: true } as const;
  return (await request<{ doc: Draft }>(`/conversations/${conversationId}/draft`, options)).doc;
}

/** Forgets one, or both without `mode`. Goes on when the page is left. */
export async function deleteDraft(tenant: string, conversationId: string, query: DeleteDraft): Promise<void> {
  await request(`/conversations/${conversationId}/draft`, { method: "DELETE", query, tenant, keepalive: true });
}
