import type { Activity, Contact, UpdateContact } from "../../schema/contracts/contacts.ts";
import { request } from "./client.ts";

/** One person with every identity they are known by. */
export function getContact(tenant: string, id: string, signal?: AbortSignal): Promise<Contact> {
  return request(`/contacts/${id}`, { tenant, signal });
}

export async function updateContact(tenant: string, id: string, body: UpdateContact): Promise<Contact> {
  return (await request<{ doc: Contact }>(`/contacts/${id}`, { method: "PATCH", body, tenant })).doc;
}

/** What happened to a person, newest last. */
export async function listActivities(tenant: string, contactId: string, signal?: AbortSignal): Promise<Activity[]> {
  return (await request<{ docs: Activity[] }>(`/contacts/${contactId}/activities`, { tenant, signal })).docs;
}
