import { and, desc, eq, gt, isNull, type SQL } from "drizzle-orm";
import { type ConciergeRelayRow, conciergeRelays } from "../../schema/control-plane/index.ts";
import { mustChange, type MustChange, type ScopedDb, type Statement } from "./scoped.ts";

/** Links that one session may have at once. */
export const OPEN_RELAYS_MAX = 20;
/** Links of a session that a list tells of, the newest. */
const RELAYS_LISTED = 100;

/** The links of a session, newest first. */
export function relaysOf(db: ScopedDb, conciergeId: string): Promise<ConciergeRelayRow[]> {
  return db.select(conciergeRelays, {
    where: eq(conciergeRelays.conciergeId, conciergeId),
    orderBy: desc(conciergeRelays.id),
    limit: RELAYS_LISTED,
  });
}

/** One of them. */
export function relayById(
  db: ScopedDb,
  { conciergeId, relayId }: { conciergeId: string; relayId: string },
): Promise<ConciergeRelayRow | undefined> {
  return db.first(
    conciergeRelays,
    and(eq(conciergeRelays.conciergeId, conciergeId), eq(conciergeRelays.id, relayId)) as SQL,
  );
}

/** How many of a session's links still open. */
export function countOpenRelays(db: ScopedDb, conciergeId: string, now: number): Promise<number> {
  return db.count(
    conciergeRelays,
    and(
      eq(conciergeRelays.conciergeId, conciergeId),
      isNull(conciergeRelays.revokedAt),
      gt(conciergeRelays.expiresAt, now),
    ) as SQL,
  );
}

/** A statement that adds one. */
export function insertRelay(db: ScopedDb, row: Omit<ConciergeRelayRow, "tenantId">): Statement {
  return db.insert(conciergeRelays, row);
}

/** Takes one back, unless somebody has. */
export function revokeRelay(db: ScopedDb, id: string, now: number): MustChange {
  const open = and(eq(conciergeRelays.id, id), isNull(conciergeRelays.revokedAt)) as SQL;
  return mustChange(db.update(conciergeRelays, { revokedAt: now }, open));
}
