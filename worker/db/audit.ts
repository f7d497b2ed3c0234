import { and, asc, desc, eq, gt, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import {
  AUDIT_SCAN_MAX,
  type AuditPosition,
  type AuditSearch,
  pageOf,
  sifts,
  stretchOf,
  wantedOf,
} from "../../durable-objects/kit/audit-search.ts";
import { STRETCH_ROWS } from "../../durable-objects/kit/verify-stretch.ts";
import { type ChainHead, EMPTY_CHAIN } from "../../schema/audit-chain.ts";
import { audit } from "../../schema/control-plane/index.ts";
import type { ScopedDb } from "./scoped.ts";

export type ControlAuditRow = typeof audit.$inferSelect;
const NEWEST_FIRST = sql`${desc(audit.at)}, ${desc(audit.id)}`;

/** Audit rows of this tenant in the control plane, newest first, and where to go on. */
export async function auditRows(
  db: ScopedDb,
  search: AuditSearch,
): Promise<{ rows: ControlAuditRow[]; next: AuditPosition | null }> {
  const { filters, limit } = search;
  const floor = sifts(filters)
    ? (
        await db.select(audit, {
          where: stretchOf(audit, search),
          orderBy: NEWEST_FIRST,
          limit: 1,
          offset: AUDIT_SCAN_MAX - 1,
        })
      )[0]
    : undefined;
  const where = and(stretchOf(audit, search, floor), wantedOf(audit, filters));
  return pageOf(await db.select(audit, { where, orderBy: NEWEST_FIRST, limit: limit + 1 }), limit, floor);
}

export function auditRow(db: ScopedDb, id: string): Promise<ControlAuditRow | undefined> {
  return db.first(audit, eq(audit.id, id));
}

/** Audit rows of this tenant about one thing, newest first. */
export function auditOfEntity(
  db: ScopedDb,
  entityId: string,
  limit: number,
  action?: string,
): Promise<ControlAuditRow[]> {
  const where = and(eq(audit.entityId, entityId), action === undefined ? undefined : eq(audit.action, action));
  return db.select(audit, { where, orderBy: desc(audit.at), limit });
}

/** The row of this number in the tenant's chain. */
export function auditOfNumber(db: ScopedDb, seq: number): Promise<ControlAuditRow | undefined> {
  return db.first(audit, eq(audit.seq, seq));
}

/** The rows that follow a number, in the chain's order. */
export function auditAfter(db: ScopedDb, seq: number): Promise<ControlAuditRow[]> {
  return db.select(audit, { where: gt(audit.seq, seq), orderBy: asc(audit.seq), limit: STRETCH_ROWS });
}

/** The newest row of the chain. */
export async function controlHead(db: ScopedDb): Promise<ChainHead> {
  const [row] = await db.select(audit, { where: isNotNull(audit.seq), orderBy: desc(audit.seq), limit: 1 });
  return row === undefined ? EMPTY_CHAIN : { seq: row.seq ?? 0, hash: row.hash ?? "" };
}

/** How many rows have no number, of those after `at` where it is given. */
export function unchainedAudit(db: ScopedDb, after?: number): Promise<number> {
  return db.count(audit, and(isNull(audit.seq), after === undefined ? undefined : gt(audit.at, after)) as SQL);
}
