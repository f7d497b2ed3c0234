import { request } from "./client.ts";

export interface ServiceHealth {
  ok: boolean;
  sandbox: boolean;
  /** Whether anybody may start an agency of their own. */
  signUp: boolean;
  /** Sign-ins of the demo data, present in sandbox mode only. */
  demo?: { label: string; email: string; password: string }[];
}

export function getHealth(signal?: AbortSignal): Promise<ServiceHealth> {
  return request("/health", { tenant: null, signal });
}
