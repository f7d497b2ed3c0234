import { and, eq, gte, isNotNull, sql } from "drizzle-orm";
import { activities, type MergeRow } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import type { MergeRecord } from "./merge-record.ts";
import type { Parted } from "./part-thread.ts";

/**
 * Gives the loser its lines of timeline back, and those that were written since about what goes back: a conversation of its own, or a message
 * that came by one of its ids.
 */
export function returnActivities(
  tx: AccountTx,
  { merge, record, parted }: { merge: MergeRow; record: MergeRecord; parted: readonly Parted[] },
): void {
  const { loser, threads } = record;
  tx.db.update(activities).set({ contactId: loser.id }).where(isOneOfIds(record.activityIds)).run();
  for (const { before, joined } of threads) {
    if (joined === null) continue;
    const wasThere = and(isOneOfIds(record.activityIds), eq(activities.conversationId, joined.before.id));
    tx.db.update(activities).set({ conversationId: before.id }).where(wasThere).run();
  }
  const lines = tx.db
    .select({
      id: activities.id,
      conversationId: activities.conversationId,
      actorType: activities.actorType,
      messageId: sql<string | null>`${activities.detail} ->> '$.messageId'`,
    })
    .from(activities)
    .where(
      and(
        eq(activities.contactId, merge.winnerId),
        gte(activities.createdAt, merge.at),
        isNotNull(activities.conversationId),
      ),
    )
    .all();
  const whole = new Set(parted.flatMap((part) => (part.whole ? [part.id] : [])));
  const cameSince = new Map(
    parted.flatMap((part) => part.cameSince).map(({ messageId, ...place }) => [messageId, place] as const),
  );
  for (const { id, conversationId, actorType, messageId } of lines) {
    const moved = cameSince.get(messageId ?? "");
    const goesWhole = moved === undefined && whole.has(conversationId ?? "");
    if (moved === undefined && !goesWhole) continue;
    const contactId = moved?.contactId ?? loser.id;
    const speaks =
      actorType === "contact" && contactId === loser.id ? { actorId: loser.id, actorName: loser.name } : {};
    tx.db
      .update(activities)
      .set({ contactId, conversationId: moved?.conversationId ?? conversationId, ...speaks })
      .where(eq(activities.id, id))
      .run();
  }
}

function isOneOfIds(ids: readonly string[]) {
  return sql`${activities.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
