import { and, asc, eq, isNotNull, lte, notInArray } from "drizzle-orm";
import {
  type AccountIntegrationRow,
  accountIntegrations,
  attachments,
  type AttachmentRow,
} from "../../../schema/data-plane/index.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { removedVersion } from "../integrations/removed-versions.ts";
import { mediaActor } from "./deps.ts";
import { ATTEMPTS_MAX, LEASE_MS } from "./limits.ts";
import { settleFetch } from "./settle-fetch.ts";

/** A file whose turn has come, with the install it came through: "removed", or "unknown" while the object has not heard of it yet. */
export interface FetchClaim {
  row: AttachmentRow;
  integration: AccountIntegrationRow | "removed" | "unknown";
}

/**
 * Claims up to `limit` files that are due, oldest first. A claim is a lease: its row is due again when the process that holds it must be
 * dead. Fetching twice writes the same bytes to the same place, so nothing worse than that can come of it.
 */
export function claimFetches(account: Account, limit: number, underWay: ReadonlySet<string>): FetchClaim[] {
  if (limit <= 0 || dueRows(account, 1, underWay).length === 0) return [];
  return transaction(account, mediaActor(account), (tx) => {
    const claims: FetchClaim[] = [];
    for (const { row, integration } of dueRows(account, limit, underWay)) {
      if (row.attempts >= ATTEMPTS_MAX) {
        settleFetch(tx, row, { kind: "failed", error: row.error ?? GAVE_UP });
        continue;
      }
      const attempts = row.attempts + 1;
      const dueAt = tx.now + LEASE_MS;
      tx.db.update(attachments).set({ attempts, dueAt }).where(eq(attachments.id, row.id)).run();
      claims.push({ row: { ...row, attempts, dueAt }, integration: integration ?? absence(tx, row.integrationId) });
    }
    return claims;
  });
}

function absence(tx: AccountTx, integrationId: string): "removed" | "unknown" {
  return removedVersion(tx, integrationId) > 0 ? "removed" : "unknown";
}

const GAVE_UP = {
  code: "gave_up",
  message: "This file could not be fetched in many tries.",
  retryable: false,
} as const;

function dueRows({ db, now }: Account, limit: number, underWay: ReadonlySet<string>) {
  return db
    .select({ row: attachments, integration: accountIntegrations })
    .from(attachments)
    .leftJoin(accountIntegrations, eq(accountIntegrations.id, attachments.integrationId))
    .where(
      and(
        lte(attachments.dueAt, now()),
        eq(attachments.state, "pending"),
        isNotNull(attachments.messageId),
        // At most FETCHES_AT_ONCE of them.
        notInArray(attachments.id, [...underWay]),
      ),
    )
    .orderBy(asc(attachments.dueAt))
    .limit(limit)
    .all();
}
