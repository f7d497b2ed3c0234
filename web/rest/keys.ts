import type { ApiKeyList, CreateApiKey, CreatedApiKey, RotateApiKey } from "../../schema/contracts/keys.ts";
import { request } from "./client.ts";

/** The account's API keys: those that work first. */
export function listKeys(tenant: string, signal?: AbortSignal): Promise<ApiKeyList> {
  return request("/keys", { tenant, signal });
}

/** Makes a key. The answer is the only place it is ever told. */
export function createKey(body: CreateApiKey): Promise<CreatedApiKey> {
  return request("/keys", { method: "POST", body });
}

/** Puts a new key in the place of one. */
export function rotateKey(id: string, body: RotateApiKey): Promise<CreatedApiKey> {
  return request(`/keys/${id}/rotation`, { method: "POST", body });
}

export function revokeKey(id: string): Promise<unknown> {
  return request(`/keys/${id}`, { method: "DELETE" });
}
