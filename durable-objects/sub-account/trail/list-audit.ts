import { and, desc, eq, type SQL } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { accountAudit } from "../../../schema/data-plane/index.ts";
import {
  AUDIT_SCAN_MAX,
  type AuditPosition,
  type AuditSearch,
  pageOf,
  sifts,
  stretchOf,
  wantedOf,
} from "../../kit/audit-search.ts";
import type { Account } from "../account.ts";
import { sightOf } from "../sight/sight-of.ts";

/** An export reads so many at a time. */
const LIMIT_MAX = 500;

export type AccountAuditRow = typeof accountAudit.$inferSelect;

/**
 * Audit rows of this account's own store, newest first, and where to go on. Whoever sees only what is assigned to them reads what they did
 * themselves. Throws `forbidden`.
 */
export function listAudit(
  account: Account,
  actor: Actor,
  search: AuditSearch,
): { rows: AccountAuditRow[]; next: AuditPosition | null } {
  requireCapability(actor, "viewAudit");
  const limit = Math.max(1, Math.min(search.limit, LIMIT_MAX));
  const floor = sifts(search.filters) || sightOf(actor) !== undefined ? floorOf(account, search) : undefined;
  const read = account.db
    .select()
    .from(accountAudit)
    .where(and(stretchOf(accountAudit, search, floor), wantedOf(accountAudit, search.filters), rowsSeen(actor)))
    .orderBy(desc(accountAudit.at), desc(accountAudit.id))
    .limit(limit + 1)
    .all();
  return pageOf(read, limit, floor);
}

/** The last row that this page may look at, where there are more below. */
function floorOf(account: Account, search: AuditSearch): AuditPosition | undefined {
  return account.db
    .select({ at: accountAudit.at, id: accountAudit.id })
    .from(accountAudit)
    .where(stretchOf(accountAudit, search))
    .orderBy(desc(accountAudit.at), desc(accountAudit.id))
    .limit(1)
    .offset(AUDIT_SCAN_MAX - 1)
    .get();
}

/** One row of this store. Throws `forbidden`. */
export function getAudit(account: Account, actor: Actor, { id }: { id: string }): AccountAuditRow | undefined {
  requireCapability(actor, "viewAudit");
  return account.db
    .select()
    .from(accountAudit)
    .where(and(eq(accountAudit.id, id), rowsSeen(actor)))
    .get();
}

function rowsSeen(actor: Actor): SQL | undefined {
  const person = sightOf(actor);
  return person === undefined ? undefined : and(eq(accountAudit.actorType, "user"), eq(accountAudit.actorId, person));
}
