import type { Contact } from "../../schema/contracts/contacts.ts";
import type {
  AddIdentity,
  DuplicateList,
  MergeContacts,
  Merged,
  MergePreview,
  PreviewMerge,
  Unmerged,
} from "../../schema/contracts/merges.ts";
import { request } from "./client.ts";

/** What merging another contact into one will do. */
export function previewMerge(id: string, body: PreviewMerge, signal?: AbortSignal): Promise<MergePreview> {
  return request(`/contacts/${id}/merges/preview`, { method: "POST", body, signal });
}

/** Merges as the preview said; refused (`conflict`) when it has changed since. */
export function mergeContacts(id: string, body: MergeContacts): Promise<Merged> {
  return request(`/contacts/${id}/merges`, { method: "POST", body });
}

/** Takes a merge back; refused (`conflict`) with the reason when it cannot be. */
export function undoMerge(tenant: string, id: string, mergeId: string): Promise<Unmerged> {
  return request(`/contacts/${id}/merges/${mergeId}`, { method: "DELETE", tenant });
}

/** Pairs that may be one person, the surest first. */
export function listDuplicates(signal?: AbortSignal): Promise<DuplicateList> {
  return request("/contacts/duplicates", { signal });
}

/** "Not the same person." */
export function dismissDuplicate(id: string, other: string): Promise<unknown> {
  return request(`/contacts/${id}/dismissals`, { method: "POST", body: { other } });
}

/** A conflict names who has it, in `items[0].about`. */
export async function addIdentity(tenant: string, id: string, body: AddIdentity): Promise<Contact> {
  return (await request<{ doc: Contact }>(`/contacts/${id}/identities`, { method: "POST", body, tenant })).doc;
}

/** Answers the contact as it is then. */
export async function removeIdentity(tenant: string, id: string, identityId: string): Promise<Contact> {
  return (await request<{ doc: Contact }>(`/contacts/${id}/identities/${identityId}`, { method: "DELETE", tenant }))
    .doc;
}
