import { and, desc, eq, lt, or, type SQL } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { AuditRow } from "../../../schema/contracts/audit.ts";
import { accountAudit } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { sightOf } from "../sight/sight-of.ts";

const LIMIT_MAX = 200;

export interface ListAudit {
  limit: number;
  /** The last row already seen: the page goes on below it. `at` in ms since the epoch. */
  before?: { at: number; id: string } | undefined;
}

/** An audit row of this store. `object` where the contract says unknown: what crosses RPC has to be typed as data. */
export type AccountAuditRow = AuditRow & { before: object | null; after: object | null; store: "account" };

/**
 * Audit rows of this account's own store, newest first, at most 200 at a time. Whoever sees only what is assigned to them reads what they did
 * themselves. Throws `forbidden`.
 */
export function listAudit(account: Account, actor: Actor, { limit, before }: ListAudit): AccountAuditRow[] {
  requireCapability(actor, "viewAudit");
  return account.db
    .select()
    .from(accountAudit)
    .where(and(below(before), rowsSeen(actor)))
    .orderBy(desc(accountAudit.at), desc(accountAudit.id))
    .limit(Math.max(1, Math.min(limit, LIMIT_MAX)))
    .all()
    .map(({ at, actorType, actorId, actorName, ...row }) => ({
      id: row.id,
      at: new Date(at).toISOString(),
      actor: { type: actorType, id: actorId, name: actorName },
      action: row.action,
      entity: row.entity,
      entityId: row.entityId,
      before: (row.before ?? null) as object | null,
      after: (row.after ?? null) as object | null,
      requestId: row.requestId,
      store: "account" as const,
    }));
}

function below(before: ListAudit["before"]): SQL | undefined {
  if (before === undefined) return undefined;
  return or(lt(accountAudit.at, before.at), and(eq(accountAudit.at, before.at), lt(accountAudit.id, before.id)));
}

function rowsSeen(actor: Actor): SQL | undefined {
  const person = sightOf(actor);
  return person === undefined ? undefined : and(eq(accountAudit.actorType, "user"), eq(accountAudit.actorId, person));
}
