import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
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

/** A statement that fails the batch in which a link was added where that is one too many. Comes after it. */
export function atMostOpen(
  db: ScopedDb,
  { tenantId, id, conciergeId, expiresAt }: ConciergeRelayRow,
  now: number,
): MustChange {
  const open = sql`SELECT count(*) FROM concierge_relays r WHERE r.tenant_id = ${tenantId} AND r.concierge_id = ${conciergeId}
    AND r.revoked_at IS NULL AND r.done_at IS NULL AND r.expires_at > ${now}`;
  const fits = and(eq(conciergeRelays.id, id), sql`(${open}) <= ${OPEN_RELAYS_MAX}`) as SQL;
  return mustChange(db.update(conciergeRelays, { expiresAt }, fits));
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
