import { desc, eq, sql } from "drizzle-orm";
import { audit } from "../../schema/control-plane/index.ts";
import type { ScopedDb } from "./scoped.ts";

export type ControlAuditRow = typeof audit.$inferSelect;

/** Audit rows of this tenant in the control plane, newest first. `before` is the last row already seen; `at` in ms. */
export function auditRows(
  db: ScopedDb,
  { limit, before }: { limit: number; before?: { at: number; id: string } | undefined },
): Promise<ControlAuditRow[]> {
  return db.select(audit, {
    ...(before === undefined ? {} : { where: sql`(${audit.at}, ${audit.id}) < (${before.at}, ${before.id})` }),
    orderBy: sql`${desc(audit.at)}, ${desc(audit.id)}`,
    limit,
  });
}

/** Audit rows of this tenant about one thing, newest first. */
export function auditOfEntity(db: ScopedDb, entityId: string, limit: number): Promise<ControlAuditRow[]> {
  return db.select(audit, { where: eq(audit.entityId, entityId), orderBy: desc(audit.at), limit });
}
