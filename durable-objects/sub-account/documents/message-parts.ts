import { and, asc, eq, ne, sql } from "drizzle-orm";
import { attachments, type AttachmentRow, reactions, type ReactionRow } from "../../../schema/data-plane/index.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase } from "../account.ts";

/** What belongs to a message in tables of its own. */
export interface MessageParts {
  attachments: readonly AttachmentRow[];
  reactions: readonly Pick<ReactionRow, "emoji" | "by">[];
}

export const NO_PARTS: MessageParts = { attachments: [], reactions: [] };

/** The parts of one message. */
export function partsOf(db: AccountDatabase, messageId: string): MessageParts {
  return { attachments: attachmentsOf(db).all({ messageId }), reactions: reactionsOf(db).all({ messageId }) };
}

const attachmentsOf = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(attachments)
    .where(and(eq(attachments.messageId, sql.placeholder("messageId")), ne(attachments.state, "erasing")))
    .orderBy(asc(attachments.position))
    .prepare(),
);

const reactionsOf = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(reactions)
    .where(eq(reactions.messageId, sql.placeholder("messageId")))
    .orderBy(asc(reactions.at), asc(reactions.who))
    .prepare(),
);

/** The parts of many messages by message id, in one query each; messages without any have no entry. */
export function readParts(db: AccountDatabase, messageIds: readonly string[]): Map<string, MessageParts> {
  const parts = new Map<string, { attachments: AttachmentRow[]; reactions: ReactionRow[] }>();
  const partsAt = (id: string) => {
    let found = parts.get(id);
    if (found === undefined) parts.set(id, (found = { attachments: [], reactions: [] }));
    return found;
  };
  // One bound value however many ids: 100 parameters is the platform's limit for one statement.
  const ids = JSON.stringify(messageIds);
  for (const row of attachmentsOfMany(db).all({ ids })) partsAt(row.messageId ?? "").attachments.push(row);
  for (const row of reactionsOfMany(db).all({ ids })) partsAt(row.messageId).reactions.push(row);
  return parts;
}

const attachmentsOfMany = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(attachments)
    .where(
      and(
        sql`${attachments.messageId} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`,
        ne(attachments.state, "erasing"),
      ),
    )
    .orderBy(asc(attachments.messageId), asc(attachments.position))
    .prepare(),
);

const reactionsOfMany = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(reactions)
    .where(sql`${reactions.messageId} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`)
    .orderBy(asc(reactions.messageId), asc(reactions.at), asc(reactions.who))
    .prepare(),
);
