import type { Env } from "../env.ts";

const PAGE = 200;

/** Accounts that hold an outside id, and with it an installed channel, by id. `after` pages on; an empty answer ends. */
export async function connectedAccounts(env: Env, after: string): Promise<string[]> {
  const { results } = await env.DB.prepare(CONNECTED).bind(after, PAGE).all<{ tenantId: string }>();
  return results.map(({ tenantId }) => tenantId);
}

const CONNECTED =
  "SELECT DISTINCT tenant_id AS tenantId FROM outside_ids WHERE tenant_id > ? ORDER BY tenant_id LIMIT ?";
