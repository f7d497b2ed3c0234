import { and, desc, eq, gte, type SQL, sql } from "drizzle-orm";
import {
  type PlanWarningRow,
  planWarnings,
  usageMonths,
  type UsageMonthRow,
} from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** The newest months of a tenant's usage, newest first. */
export function newestMonths(db: ScopedDb, limit: number): Promise<UsageMonthRow[]> {
  return db.select(usageMonths, { orderBy: desc(usageMonths.month), limit });
}

/** One month of it (`2026-11`). */
export function usageOfMonth(db: ScopedDb, month: string): Promise<UsageMonthRow | undefined> {
  return db.first(usageMonths, eq(usageMonths.month, month));
}

/**
 * A statement that takes over what was counted elsewhere for a month, which only rises there, and adds the requests. Two at once may come in any
 * order: neither takes anything back. How much there is at the moment is as whoever comes last says; of a month that is over it stays.
 */
export function addToMonth(db: ScopedDb, row: Omit<UsageMonthRow, "tenantId">): Statement {
  const { messagesIn, messagesOut, contactsAdded, contacts, storageBytes, apiRequests, updatedAt } = row;
  return db.upsert(usageMonths, row, [usageMonths.month], {
    messagesIn: sql`max(${usageMonths.messagesIn}, ${messagesIn})`,
    messagesOut: sql`max(${usageMonths.messagesOut}, ${messagesOut})`,
    contactsAdded: sql`max(${usageMonths.contactsAdded}, ${contactsAdded})`,
    contacts,
    storageBytes,
    apiRequests: sql`${usageMonths.apiRequests} + ${apiRequests}`,
    updatedAt,
  });
}

/** Whether people were told of this level of a kind in a period, or of a higher one. */
export async function wasWarned(db: ScopedDb, { period, kind, level }: Warning): Promise<boolean> {
  const where = and(
    eq(planWarnings.period, period),
    eq(planWarnings.kind, kind),
    gte(planWarnings.level, level),
  ) as SQL;
  return (await db.first(planWarnings, where)) !== undefined;
}

/** A statement that notes that people are told. Its key fails it where somebody else tells them at this moment. */
export function noteWarning(db: ScopedDb, warning: Warning, now: number): Statement {
  return db.insert(planWarnings, { ...warning, at: now });
}

export type Warning = Pick<PlanWarningRow, "period" | "kind" | "level">;
