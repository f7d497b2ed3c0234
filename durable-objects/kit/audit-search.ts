import { and, eq, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { AuditFilters } from "../../schema/contracts/audit.ts";
import type { audit } from "../../schema/control-plane/audit.ts";
import type { accountAudit } from "../../schema/data-plane/account.ts";

/** The audit table of either store: their columns have the same names. */
export type AuditTable = typeof audit | typeof accountAudit;

/** A place in the order of the log, newest first. `at` in ms since the epoch. */
export interface AuditPosition {
  at: number;
  id: string;
}

/** A page of one store: at most `limit` rows below `before`. */
export interface AuditSearch {
  filters: AuditFilters;
  limit: number;
  before?: AuditPosition | undefined;
}

/** Rows a filter looks at for one page: a page of a rare thing may end before it is full, and says how far it looked. */
export const AUDIT_SCAN_MAX = 5_000;

/** Whether a filter leaves rows out of the stretch that is looked through. */
export function sifts({ from: _from, to: _to, ...filters }: AuditFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

/** The stretch of the log that is looked through: below `before`, not below `floor`, within the times. */
export function stretchOf(table: AuditTable, { filters, before }: AuditSearch, floor?: AuditPosition): SQL | undefined {
  return and(
    filters.from === undefined ? undefined : gte(table.at, Date.parse(filters.from)),
    filters.to === undefined ? undefined : lt(table.at, Date.parse(filters.to)),
    before && sql`${table.at} <= ${before.at} and (${table.at}, ${table.id}) < (${before.at}, ${before.id})`,
    floor && sql`${table.at} >= ${floor.at} and (${table.at}, ${table.id}) >= (${floor.at}, ${floor.id})`,
  );
}

/** What of that stretch is wanted. */
export function wantedOf(table: AuditTable, filters: AuditFilters): SQL | undefined {
  const { action, actor, entity, entityId, request, text, via } = filters;
  return and(
    actor === undefined ? undefined : or(eq(table.actorId, actor), eq(table.impersonatorId, actor)),
    action === undefined ? undefined : eq(table.action, action),
    entity === undefined ? undefined : eq(table.entity, entity),
    entityId === undefined ? undefined : eq(table.entityId, entityId),
    via === undefined ? undefined : eq(table.via, via),
    request === undefined ? undefined : eq(table.requestId, request),
    // instr, for a LIKE pattern may not be longer than 50 bytes.
    text === undefined
      ? undefined
      : sql`instr(lower(${table.action} || ' ' || ${table.actorName} || ' ' || coalesce(${table.impersonatorName}, '') || ' ' || ${table.entityId}
          || ' ' || coalesce(${table.before}, '') || ' ' || coalesce(${table.after}, '')), lower(${text})) > 0`,
  );
}

/**
 * A page out of what was read: one row more than was asked for, if there are as many, and how far the search could look. `next` is the last
 * place looked at, null when there is nothing below.
 */
export function pageOf<R extends AuditPosition>(
  read: readonly R[],
  limit: number,
  floor: AuditPosition | undefined,
): { rows: R[]; next: AuditPosition | null } {
  const rows = read.slice(0, limit);
  const last = read.length > limit ? rows.at(-1) : floor;
  return { rows, next: last === undefined ? null : { at: last.at, id: last.id } };
}
