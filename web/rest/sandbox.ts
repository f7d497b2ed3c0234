import type {
  SandboxBehaviour,
  SandboxCustomer,
  SandboxMessage,
  SandboxPhone,
  SandboxWrite,
} from "../../schema/contracts/sandbox.ts";
import { request } from "./client.ts";

export function listPhones(signal?: AbortSignal): Promise<{ docs: SandboxPhone[] }> {
  return request("/sandbox/phones", { signal });
}

/** One customer's thread with one business number, oldest first. */
export function getPhoneThread(
  integrationId: string,
  customer: SandboxCustomer,
  signal?: AbortSignal,
): Promise<{ docs: SandboxMessage[] }> {
  return request(`/sandbox/phones/${integrationId}/thread`, {
    query: { phone: customer.phone, bsuid: customer.bsuid },
    signal,
  });
}

export function writeFromPhone(integrationId: string, body: SandboxWrite): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/messages`, { method: "POST", body });
}

/** Blue ticks: the customer has seen the thread. */
export function readOnPhone(integrationId: string, customer: SandboxCustomer): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/read`, { method: "POST", body: { customer } });
}

export function setProviderBehaviour(integrationId: string, body: SandboxBehaviour): Promise<unknown> {
  return request(`/sandbox/phones/${integrationId}/behaviour`, { method: "PUT", body });
}
