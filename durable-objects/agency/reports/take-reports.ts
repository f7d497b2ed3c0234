import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { RollUp } from "../roll-up.ts";
import { heldAbove } from "./above.ts";
import { sumUp } from "./sum-up.ts";

/** How an account does, by its own word. */
export interface Report {
  id: string;
  /** The account's own count of its reports. */
  version: number;
  contacts: number;
  messages: number;
  unread: number;
  broken: number;
  /** ms since the epoch; 0 where there never was any. */
  lastActivityAt: number;
}

/** Reports taken at once. */
export const REPORTS_MAX = 200;
/** Changes are gathered so long before the roll-up above hears of them. */
export const TELL_ABOVE_AFTER_MS = 1_000;

/**
 * Takes in how accounts below here do. A report may come twice or late: one that is no newer than what is held changes nothing. One of an
 * account that is not listed here is dropped: when it is listed, its figures are asked for. Throws `forbidden` to any person.
 */
export function takeReports(rollUp: RollUp, actor: Actor, { reports }: { reports: readonly Report[] }): void {
  requireSystem(actor);
  const { storage } = rollUp;
  const changed = storage.transactionSync(() => {
    const taken = reports.slice(0, REPORTS_MAX).flatMap(({ id, version, ...figures }) => {
      const { contacts, messages, unread, broken, lastActivityAt } = figures;
      return storage.sql
        .exec<{ id: string; parent: string }>(TAKE, id, version, contacts, messages, unread, broken, lastActivityAt)
        .toArray();
    });
    if (taken.length === 0) return [];
    return [
      ...taken.map(({ id }) => id),
      ...sumUp(
        storage,
        taken.map(({ parent }) => parent),
      ),
    ];
  });
  if (changed.length === 0) return;
  rollUp.tell(changed, []);
  if (heldAbove(storage) !== null) rollUp.wakeAt(rollUp.now() + TELL_ABOVE_AFTER_MS);
}

const TAKE = `
UPDATE accounts SET report_version = ?2, contacts = ?3, messages = ?4, unread = ?5, broken = ?6, last_activity_at = ?7
WHERE id = ?1 AND listed = 1 AND report_version < ?2 RETURNING id, parent`;
