import type { Page } from "../../schema/contracts/common.ts";
import type { Contact, CreateContact } from "../../schema/contracts/contacts.ts";
import { request } from "./client.ts";

export interface ContactQuery {
  /** Part of a name, phone, e-mail or company. */
  search: string;
  stage: Contact["stage"] | "";
  page: number;
  limit: number;
}

const SEARCHED = ["name", "phone", "email", "company"] as const;

/** One page of contacts, newest first. */
export function listContacts(
  { search, stage, page, limit }: ContactQuery,
  signal?: AbortSignal,
): Promise<Page<Contact>> {
  const anyOf =
    search === "" ? [] : SEARCHED.map((field, index) => [`where[or][${index}][${field}][contains]`, search] as const);
  return request("/contacts", {
    query: { ...Object.fromEntries(anyOf), "where[stage][equals]": stage, sort: "-createdAt", page, limit, depth: 0 },
    signal,
  });
}

export async function createContact(body: CreateContact): Promise<Contact> {
  return (await request<{ doc: Contact }>("/contacts", { method: "POST", body })).doc;
}

export function deleteContact(id: string): Promise<unknown> {
  return request(`/contacts/${id}`, { method: "DELETE" });
}
