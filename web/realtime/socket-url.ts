import { viewOf } from "../rest/view.ts";

/** Address of an account's socket. It carries no headers, so a view through another's eyes is named in it. */
export function socketUrl(tenant: string): string {
  const view = viewOf(tenant);
  const query = new URLSearchParams({ tenant, ...(view ? { as: view.id } : {}) });
  const url = new URL(`/api/live?${query}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
