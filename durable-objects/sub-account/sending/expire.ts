import { and, asc, eq, lte } from "drizzle-orm";
import type { MessageError } from "../../../schema/contracts/messages.ts";
import { messages, outbox } from "../../../schema/data-plane/index.ts";
import { type Account, transaction } from "../account.ts";
import { isHalted } from "../standing/standing.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { revertReaction } from "../reactions/revert-reaction.ts";
import { outboxActor } from "./deps.ts";
import { SENDING_MAX_MS } from "./limits.ts";

/** Gives up on messages that could not leave for a day, most likely because their channel was not connected or the account is suspended. */
export function expireOld(account: Account): void {
  const due = and(eq(outbox.state, "queued"), lte(outbox.createdAt, account.now() - SENDING_MAX_MS));
  if (account.db.select({ seq: outbox.seq }).from(outbox).where(due).limit(1).get() === undefined) return;
  transaction(account, outboxActor(account), (tx) => {
    const error = isHalted(tx.db, tx.now) ? EXPIRED_SUSPENDED : EXPIRED;
    const old = tx.db
      .select({ row: outbox, message: messages })
      .from(outbox)
      .leftJoin(messages, eq(messages.id, outbox.messageId))
      .where(due)
      .orderBy(asc(outbox.seq))
      .limit(EXPIRED_AT_ONCE)
      .all();
    for (const { row, message } of old) {
      tx.db.delete(outbox).where(eq(outbox.seq, row.seq)).run();
      if (message !== null && row.action === "react") revertReaction(tx, row, message, error);
      else if (message !== null) raiseStatus(tx, message, { status: "failed", error });
    }
    if (old.length === EXPIRED_AT_ONCE) tx.wakeAt(tx.now);
  });
}

const EXPIRED_AT_ONCE = 200;

const EXPIRED = {
  code: "expired",
  message: "This could not be sent for 24 hours, so it was given up.",
  retryable: true,
} as const satisfies MessageError;

const EXPIRED_SUSPENDED = {
  code: "expired",
  message: "The account was suspended while this waited, for longer than the 24 hours it may wait, so it was given up.",
  retryable: true,
} as const satisfies MessageError;
