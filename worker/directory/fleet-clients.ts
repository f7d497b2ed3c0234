import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { FleetModule, FleetRowState } from "../../schema/contracts/fleets.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import type { Clients } from "./deployment-accounts.ts";

/** A statement that makes an agency's clients those of a fleet, at most so many. Ids that are none of its clients add nothing. */
export function addFleetClients(agencyId: string, fleetId: string, clients: Clients, most: number): Statement {
  const of =
    clients === "all"
      ? sql`FROM tenants t WHERE`
      : sql`FROM json_each(${JSON.stringify(clients)}) j JOIN tenants t ON t.id = j.value WHERE`;
  return sql`INSERT INTO concierge_fleet_clients (tenant_id, fleet_id, client_id)
    SELECT t.agency_id, ${fleetId}, t.id ${of} t.agency_id = ${agencyId} AND t.type = 'subaccount' AND t.deleted_at IS NULL LIMIT ${most}`;
}

/** How many clients an agency has. */
export async function countClients(env: Env, agencyId: string): Promise<number> {
  const found = await drizzle(env.DB).get<{ n: number }>(
    sql`SELECT count(*) AS n FROM tenants t WHERE t.agency_id = ${agencyId} AND t.type = 'subaccount' AND t.deleted_at IS NULL`,
  );
  return found?.n ?? 0;
}

/** A client of a fleet, as its own session has told of it. */
export interface FleetLine {
  clientId: string;
  name: string;
  slug: string;
  conciergeId: string | null;
  trouble: string | null;
  state: FleetRowState;
  /** Null where its session tells only counts: it had begun before the fleet. */
  modules: FleetModule[] | null;
}

/** Clients of a fleet by name. One that is no longer the agency's is not among them. */
export async function fleetLines(
  env: Env,
  agencyId: string,
  {
    fleetId,
    state,
    limit,
    offset,
  }: { fleetId: string; state?: FleetRowState | undefined; limit: number; offset: number },
): Promise<FleetLine[]> {
  const inState = state === undefined ? sql`` : sql`AND ${STATE} = ${state}`;
  const rows = await drizzle(env.DB).all<Omit<FleetLine, "modules"> & { modules: string | null }>(sql`
    SELECT c.client_id AS clientId, t.name, t.slug, c.concierge_id AS conciergeId, c.trouble, ${STATE} AS state, s.modules
    ${fromFleet(agencyId, fleetId)} ${inState} ORDER BY t.name COLLATE NOCASE, t.id LIMIT ${limit} OFFSET ${offset}`);
  return rows.map(({ modules, ...row }) => ({
    ...row,
    modules: modules === null ? null : (JSON.parse(modules) as FleetModule[]),
  }));
}

/** How many clients of a fleet there are in each state. */
export async function fleetCounts(
  env: Env,
  agencyId: string,
  fleetId: string,
): Promise<ReadonlyMap<FleetRowState, number>> {
  const rows = await drizzle(env.DB).all<{ state: FleetRowState; n: number }>(
    sql`SELECT ${STATE} AS state, count(*) AS n ${fromFleet(agencyId, fleetId)} GROUP BY 1`,
  );
  return new Map(rows.map(({ state, n }) => [state, n]));
}

/** A statement after which an account is in no fleet any more, for the batch in which it leaves an agency or is erased. */
export function leaveFleets({ tenantId, from }: { tenantId: string; from: string }): Statement {
  return sql`DELETE FROM concierge_fleet_clients WHERE tenant_id = ${from} AND client_id = ${tenantId}`;
}

function fromFleet(agencyId: string, fleetId: string): SQL {
  return sql`FROM concierge_fleet_clients c
    CROSS JOIN tenants t ON t.id = c.client_id AND t.agency_id = c.tenant_id AND t.deleted_at IS NULL
    LEFT JOIN concierge_sessions s ON s.tenant_id = c.client_id AND s.id = c.concierge_id
    WHERE c.tenant_id = ${agencyId} AND c.fleet_id = ${fleetId}`;
}

/** An empty id: there was nothing to set up. */
const STATE = sql`CASE
  WHEN c.trouble IS NOT NULL THEN 'blocked'
  WHEN c.concierge_id = '' OR s.state = 'finished' THEN 'live'
  WHEN s.id IS NULL THEN 'waiting'
  WHEN s.state = 'stopped' THEN 'stopped'
  WHEN s.blocked > 0 AND (s.waits = 1 OR s.modules IS NULL) THEN 'blocked'
  WHEN s.waits = 1 THEN 'waiting'
  ELSE 'working' END`;
