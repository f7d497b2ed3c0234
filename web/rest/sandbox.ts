import type {
  ChangeSandboxTemplate,
  SandboxBehaviour,
  SandboxClaude,
  SandboxCustomer,
  SandboxDnsRecord,
  SandboxFile,
  SandboxMail,
  SandboxMessage,
  SandboxPhone,
  SandboxReaction,
  SandboxTemplate,
  SandboxWrite,
  SteerSandboxClaude,
} from "../../schema/contracts/sandbox.ts";
import { postFile } from "./attachments.ts";
import { request } from "./client.ts";

/** The newest mails the product wrote to anybody, newest first. */
export function listSandboxMails(signal?: AbortSignal): Promise<{ docs: SandboxMail[] }> {
  return request("/sandbox/mails", { tenant: null, signal });
}

/** TXT records of the sandbox's DNS. */
export function listDnsRecords(signal?: AbortSignal): Promise<{ docs: SandboxDnsRecord[] }> {
  return request("/sandbox/dns", { tenant: null, signal });
}

export function writeDnsRecord(body: SandboxDnsRecord): Promise<unknown> {
  return request("/sandbox/dns", { method: "POST", tenant: null, body });
}

export function dropDnsRecord({ name, value }: SandboxDnsRecord): Promise<unknown> {
  return request("/sandbox/dns", { method: "DELETE", tenant: null, query: { name, value } });
}

export function listPhones(signal?: AbortSignal): Promise<{ docs: SandboxPhone[] }> {
  return request("/sandbox/phones", { signal });
}

/** One customer's thread with one business number, oldest first. */
export function getPhoneThread(
  integrationId: string,
  customer: SandboxCustomer,
  signal?: AbortSignal,
): Promise<{ docs: SandboxMessage[] }> {
  return request(`/sandbox/phones/${integrationId}/thread`, { query: keyOf(customer), signal });
}

/** What is written as the contract has it, with what it fills in by itself left open. */
export type PhoneWriting = Omit<SandboxWrite, "text" | "customer"> & { text?: string };

export function writeFromPhone(
  integrationId: string,
  customer: SandboxCustomer,
  writing: PhoneWriting,
): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/messages`, { method: "POST", body: { ...writing, customer } });
}

/** Puts a file of this device on the customer's phone, to be sent from there. */
export function putOnPhone(tenant: string, integrationId: string, file: File): Promise<SandboxFile> {
  return postFile<SandboxFile>(`/sandbox/phones/${integrationId}/files`, tenant, file);
}

/** With one emoji, or null to take it back. */
export function reactOnPhone(
  integrationId: string,
  customer: SandboxCustomer,
  reaction: Omit<SandboxReaction, "customer">,
): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/reactions`, {
    method: "POST",
    body: { ...reaction, customer: keyOf(customer) },
  });
}

/** Blue ticks: the customer has seen the thread. */
export function readOnPhone(integrationId: string, customer: SandboxCustomer): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/read`, { method: "POST", body: { customer: keyOf(customer) } });
}

/** The built-in provider's message templates, with their states. */
export async function listPhoneTemplates(integrationId: string, signal?: AbortSignal): Promise<SandboxTemplate[]> {
  return (await request<{ docs: SandboxTemplate[] }>(`/sandbox/phones/${integrationId}/templates`, { signal })).docs;
}

/** Gives one another state: the account hears of it by webhook. */
export function changePhoneTemplate(integrationId: string, body: ChangeSandboxTemplate): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/templates`, { method: "PUT", body });
}

export function setProviderBehaviour(integrationId: string, body: SandboxBehaviour): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/behaviour`, { method: "PUT", body });
}

/** What the built-in Claude of this install does with its next calls. */
export function getSandboxClaude(integrationId: string, signal?: AbortSignal): Promise<SandboxClaude> {
  return request(`/sandbox/claude/${integrationId}`, { signal });
}

/** Makes it misbehave or not. What is not given stays. */
export async function steerSandboxClaude(integrationId: string, change: SteerSandboxClaude): Promise<SandboxClaude> {
  const path = `/sandbox/claude/${integrationId}`;
  return (await request<{ doc: SandboxClaude }>(path, { method: "PATCH", body: change })).doc;
}

function keyOf({ phone, bsuid, username }: SandboxCustomer): { phone?: string; bsuid?: string; username?: string } {
  return {
    ...(phone === undefined ? {} : { phone }),
    ...(bsuid === undefined ? {} : { bsuid }),
    ...(username === undefined ? {} : { username }),
  };
}
