import { lt, lte, min } from "drizzle-orm";
import { drafts, earlyStatuses, endedSessions, liveTickets, messageChanges } from "../../schema/data-plane/index.ts";
import type { Account } from "./account.ts";
import { DRAFT_KEPT_MS } from "./drafts/kept.ts";
import { ENDED_SESSION_KEPT_MS } from "./live/ended-sessions.ts";
import { MESSAGE_CHANGE_KEPT_MS } from "./message-changes/received-before.ts";
import { forgetMerges } from "./merging/forget-merges.ts";
import { EARLY_STATUS_KEPT_MS } from "./statuses/early-statuses.ts";

/** Rounds of tidying are at least so far apart, however many rows expire one after another. */
const AT_MOST_EVERY_MS = 60 * 60 * 1000;

/**
 * Drops what has outlived its use. Answers when to come again, ms since the epoch, or undefined when nothing is left that expires. (The
 * change feed trims itself as it grows.)
 */
export function keepHouse(account: Account): number | undefined {
  const { db } = account;
  const now = account.now();
  db.delete(liveTickets).where(lte(liveTickets.expiresAt, now)).run();
  db.delete(earlyStatuses)
    .where(lt(earlyStatuses.at, now - EARLY_STATUS_KEPT_MS))
    .run();
  db.delete(endedSessions)
    .where(lt(endedSessions.at, now - ENDED_SESSION_KEPT_MS))
    .run();
  db.delete(messageChanges)
    .where(lt(messageChanges.at, now - MESSAGE_CHANGE_KEPT_MS))
    .run();
  db.delete(drafts)
    .where(lt(drafts.updatedAt, now - DRAFT_KEPT_MS))
    .run();
  const oldestDraft =
    db
      .select({ at: min(drafts.updatedAt) })
      .from(drafts)
      .get()?.at ?? undefined;
  const oldestStatus =
    db
      .select({ at: min(earlyStatuses.at) })
      .from(earlyStatuses)
      .get()?.at ?? undefined;
  const oldestSession =
    db
      .select({ at: min(endedSessions.at) })
      .from(endedSessions)
      .get()?.at ?? undefined;
  const oldestChange =
    db
      .select({ at: min(messageChanges.at) })
      .from(messageChanges)
      .get()?.at ?? undefined;
  const nextMerge = forgetMerges(account);
  const due = [
    ...(oldestDraft === undefined ? [] : [oldestDraft + DRAFT_KEPT_MS]),
    ...(nextMerge === undefined ? [] : [nextMerge]),
    ...(oldestChange === undefined ? [] : [oldestChange + MESSAGE_CHANGE_KEPT_MS]),
    ...(oldestStatus === undefined ? [] : [oldestStatus + EARLY_STATUS_KEPT_MS]),
    ...(oldestSession === undefined ? [] : [oldestSession + ENDED_SESSION_KEPT_MS]),
  ];
  return due.length === 0 ? undefined : Math.max(now + AT_MOST_EVERY_MS, Math.min(...due) + 1);
}
