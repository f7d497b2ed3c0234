import type { AccountBadges, AccountLine, ExportAccounts, ListAccounts } from "../../schema/contracts/accounts.ts";
import type { Page } from "../../schema/contracts/common.ts";
import { request } from "./client.ts";

/** The accounts below `tenant`, with how they do. */
export function listAccounts(
  query: Partial<ListAccounts>,
  tenant: string,
  signal?: AbortSignal,
): Promise<Page<AccountLine>> {
  return request("/accounts", { query, tenant, ...(signal ? { signal } : {}) });
}

/** What stands beside the names of accounts, wherever they are; those the person may not see are left out. */
export function accountBadges(ids: readonly string[]): Promise<AccountBadges> {
  return request("/accounts/badges", { query: { ids: ids.join(",") }, tenant: null });
}

/** Where the whole list is to be had as a file. */
export function accountsExportUrl(tenant: string, filters: Partial<ExportAccounts>): string {
  const query = new URLSearchParams({ tenant });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  return `/api/accounts/export?${query}`;
}
