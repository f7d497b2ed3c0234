import type { Env } from "../env.ts";

/** A fleet and the agency whose it is. */
export interface FleetToBegin {
  id: string;
  tenantId: string;
}

/** Fleets that go on and have clients whose sessions have not begun: ids alone, for the machinery. */
export async function fleetsToBegin(env: Env, limit: number): Promise<FleetToBegin[]> {
  const { results } = await env.DB.prepare(TO_BEGIN).bind(limit).all<FleetToBegin>();
  return results;
}

/** The index holds nothing but what is left. */
const TO_BEGIN = `SELECT DISTINCT c.fleet_id AS id, c.tenant_id AS tenantId FROM concierge_fleet_clients c INDEXED BY concierge_fleet_clients_left
  CROSS JOIN concierge_fleets f ON f.tenant_id = c.tenant_id AND f.id = c.fleet_id AND f.state = 'active'
  WHERE c.concierge_id IS NULL AND c.trouble IS NULL LIMIT ?`;
