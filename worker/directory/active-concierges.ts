import type { Env } from "../env.ts";

const PAGE = 200;

/** A session that goes on, and whose it is. */
export interface ActiveConcierge {
  id: string;
  tenantId: string;
}

/** Sessions of the concierge that go on, one at most in each account, by the account's id. `after` pages on; an empty answer ends. */
export async function activeConcierges(env: Env, after: string): Promise<ActiveConcierge[]> {
  const { results } = await env.DB.prepare(ACTIVE).bind(after, PAGE).all<ActiveConcierge>();
  return results;
}

const ACTIVE =
  "SELECT id, tenant_id AS tenantId FROM concierge_sessions WHERE state = 'active' AND tenant_id > ? ORDER BY tenant_id LIMIT ?";
