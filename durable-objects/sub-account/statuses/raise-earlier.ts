import { and, desc, eq, inArray, lte } from "drizzle-orm";
import { MESSAGE_STATUSES, type MessageStatus, statusRank } from "../../../schema/contracts/messages.ts";
import { messages } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { raiseStatus } from "./raise-status.ts";

/** Messages raised at once: whoever has been read that far back was read before, too. */
const RAISED_MAX = 200;

/**
 * Raises everything that left through an install, in one conversation, up to a time (ms): some providers report only the last message read.
 * What failed, or may never have arrived, stays as it is.
 */
export function raiseEarlier(
  tx: AccountTx,
  to: { conversationId: string; integrationId: string; status: MessageStatus; until: number },
  touch: (conversationId: string) => void,
): void {
  const lower = MESSAGE_STATUSES.slice(statusRank("sent"), statusRank(to.status));
  if (lower.length === 0) return;
  const rows = tx.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, to.conversationId),
        lte(messages.createdAt, to.until),
        eq(messages.integrationId, to.integrationId),
        eq(messages.direction, "out"),
        eq(messages.private, false),
        inArray(messages.status, lower),
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.seq))
    .limit(RAISED_MAX)
    .all();
  for (const row of rows) raiseStatus(tx, row, { status: to.status }, touch);
}
