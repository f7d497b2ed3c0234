import type { Env } from "../env.ts";

const PAGE = 200;

export interface DoorOwner {
  tenantId: string;
  integrationId: string;
}

/** Integrations with a webhook door of their own, by id. `after` pages on; an empty answer ends. */
export async function ownDoors(env: Env, after: string): Promise<DoorOwner[]> {
  const { results } = await env.DB.prepare(OWN_DOORS).bind(after, PAGE).all<DoorOwner>();
  return results;
}

const OWN_DOORS =
  "SELECT tenant_id AS tenantId, integration_id AS integrationId FROM outside_ids WHERE kind = 'door' AND outside_id > ? ORDER BY outside_id LIMIT ?";
