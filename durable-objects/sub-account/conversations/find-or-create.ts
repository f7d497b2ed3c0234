import { and, eq, sql } from "drizzle-orm";
import type { Channel } from "../../../schema/channels.ts";
import { conversations, type ConversationRow } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx, ActivityAuthor } from "../account.ts";

export interface ConversationPlace {
  contactId: string;
  integrationId: string;
  channel: Channel;
  /** Asked only when a conversation is made. */
  isSandbox(): boolean;
}

/**
 * The one conversation of a contact with a connected number, made when there is none. `at` is the time of the message that opens it, ms.
 * The caller publishes it: it knows what else changes.
 */
export function findOrCreateConversation(
  tx: AccountTx,
  { contactId, integrationId, channel, isSandbox }: ConversationPlace,
  { at, by }: { at: number; by?: ActivityAuthor },
): { conversation: ConversationRow; created: boolean } {
  const found = conversationWith(tx.db).get({ contactId, integrationId });
  if (found !== undefined) return { conversation: found, created: false };
  const conversation: ConversationRow = {
    id: newId("conversation"),
    channel,
    integrationId,
    contactId,
    status: "open",
    assignee: null,
    labels: [],
    unread: 0,
    lastMessageAt: at,
    lastMessageId: null,
    windowExpiresAt: null,
    identityId: null,
    sandbox: isSandbox(),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  tx.db.insert(conversations).values(conversation).run();
  tx.activity({
    contactId,
    conversationId: conversation.id,
    type: "conversation.opened",
    detail: { channel },
    ...(by === undefined ? {} : { by }),
  });
  return { conversation, created: true };
}

const conversationWith = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.contactId, sql.placeholder("contactId")),
        eq(conversations.integrationId, sql.placeholder("integrationId")),
      ),
    )
    .limit(1)
    .prepare(),
);
