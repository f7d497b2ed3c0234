import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import {
  conciergeFleetClients,
  type ConciergeFleetClientRow,
  type ConciergeFleetRow,
  conciergeFleets,
} from "../../schema/control-plane/index.ts";
import { mustChange, type MustChange, type ScopedDb, type Statement } from "./scoped.ts";

/** The agency's fleets, newest first, and how many there are. */
export async function fleetsOf(
  db: ScopedDb,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ConciergeFleetRow[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.select(conciergeFleets, { orderBy: desc(conciergeFleets.id), limit, offset }),
    db.count(conciergeFleets, sql`1`),
  ]);
  return { rows, total };
}

/** One of them. */
export function fleetById(db: ScopedDb, id: string): Promise<ConciergeFleetRow | undefined> {
  return db.first(conciergeFleets, eq(conciergeFleets.id, id));
}

/** A statement that adds one. */
export function insertFleet(db: ScopedDb, row: Omit<ConciergeFleetRow, "tenantId">): Statement {
  return db.insert(conciergeFleets, row);
}

/** Ends one, unless somebody has. */
export function stopFleet(db: ScopedDb, id: string, now: number): MustChange {
  const active = and(eq(conciergeFleets.id, id), eq(conciergeFleets.state, "active")) as SQL;
  return mustChange(db.update(conciergeFleets, { state: "stopped", updatedAt: now }, active));
}

/** Clients of a fleet whose sessions have not begun, some of them. */
export function clientsToBegin(db: ScopedDb, fleetId: string, limit: number): Promise<ConciergeFleetClientRow[]> {
  return db.select(conciergeFleetClients, {
    where: and(
      eq(conciergeFleetClients.fleetId, fleetId),
      isNull(conciergeFleetClients.conciergeId),
      isNull(conciergeFleetClients.trouble),
    ) as SQL,
    limit,
  });
}

/** Every client of a fleet. */
export function clientsOf(db: ScopedDb, fleetId: string): Promise<ConciergeFleetClientRow[]> {
  return db.select(conciergeFleetClients, { where: eq(conciergeFleetClients.fleetId, fleetId) });
}

/** A statement that says what came of beginning a client's session. */
export function noteClient(
  db: ScopedDb,
  { fleetId, clientId }: Pick<ConciergeFleetClientRow, "fleetId" | "clientId">,
  set: Pick<ConciergeFleetClientRow, "conciergeId" | "trouble">,
): Statement {
  const one = and(eq(conciergeFleetClients.fleetId, fleetId), eq(conciergeFleetClients.clientId, clientId)) as SQL;
  return db.update(conciergeFleetClients, set, one);
}

/** A statement that has those be tried again whose session could not begin. */
export function forgetTroubles(db: ScopedDb, fleetId: string): Statement {
  return db.update(conciergeFleetClients, { trouble: null }, eq(conciergeFleetClients.fleetId, fleetId));
}
