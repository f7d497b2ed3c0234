import { and, asc, count, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { grants, type TenantRow, tenants, usageMonths, type UsageMonthRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";
import { type Ancestor, below, narrowed } from "./tenants.ts";

/** A tenant below another, how many people have a role on it, and its month where anything was recorded. */
export interface DescendantUse {
  tenant: TenantRow;
  users: number;
  month: UsageMonthRow | null;
}

/** The descendants of a tenant by name with a month (`2026-11`) of their usage, and how many there are in all. */
export async function descendantUses(
  env: Env,
  ancestor: Ancestor,
  { month, limit, page, q }: { month: string; limit: number; page: number; q?: string | undefined },
): Promise<{ rows: DescendantUse[]; total: number }> {
  if (ancestor.type === "subaccount") return { rows: [], total: 0 };
  const db = drizzle(env.DB);
  const where = and(below(ancestor), ...narrowed({ q }));
  const users = db.select({ n: count() }).from(grants).where(eq(grants.tenantId, tenants.id));
  const [rows, totals] = await db.batch([
    db
      .select({ tenant: tenants, users: sql<number>`(${users})`, month: usageMonths })
      .from(tenants)
      .leftJoin(usageMonths, and(eq(usageMonths.tenantId, tenants.id), eq(usageMonths.month, month)))
      .where(where)
      .orderBy(sql`${tenants.name} COLLATE NOCASE`, asc(tenants.id))
      .limit(limit)
      .offset((page - 1) * limit),
    db.select({ total: count() }).from(tenants).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}
