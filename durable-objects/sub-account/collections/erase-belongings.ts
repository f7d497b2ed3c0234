import type { DraftRow } from "../../../schema/data-plane/index.ts";
import type { Account, AccountTx } from "../account.ts";
import { dropDrafts } from "../drafts/drop-drafts.ts";

/** Order matters: what points to a row goes before the row. Each binds the contact's id once. */
const STATEMENTS = {
  outbox: "DELETE FROM outbox WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)",
  reactions:
    "DELETE FROM reactions WHERE message_id IN (SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.contact_id = ?)",
  // Bytes in storage go with the next round of the alarm, and their rows with them.
  attachments:
    "UPDATE attachments SET state = 'erasing', name = '', media_id = NULL, source_url = NULL, inline = NULL, due_at = 0 WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)",
  messages: "DELETE FROM messages WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)",
  conversations: "DELETE FROM conversations WHERE contact_id = ?",
  profileLookups: "DELETE FROM profile_lookups WHERE contact_id = ?",
  arrivals: "DELETE FROM merge_arrivals WHERE identity_id IN (SELECT id FROM identities WHERE contact_id = ?)",
  identities: "DELETE FROM identities WHERE contact_id = ?",
  activities: "DELETE FROM activities WHERE contact_id = ?",
  pairs: "DELETE FROM contact_pairs WHERE a_id = ?1 OR b_id = ?1",
  // Those that were merged into the contact, and into those: what is kept of them goes, and their ids lead nowhere.
  merges: `
    WITH RECURSIVE gone (id) AS (
      SELECT ?1 UNION SELECT loser_id FROM merges JOIN gone ON winner_id = gone.id WHERE undone_at IS NULL
    )
    DELETE FROM merges WHERE winner_id IN (SELECT id FROM gone) OR loser_id IN (SELECT id FROM gone)`,
} as const;

/**
 * Removes everything that is about one contact: conversations with their messages and waiting sends, what people were writing in them,
 * identities, timeline. The sockets hear of each conversation; its messages go with it. Answers how many conversations and messages went.
 */
export function eraseBelongings(
  account: Account,
  tx: AccountTx,
  contactId: string,
): { conversations: number; messages: number } {
  const { sql } = account.storage;
  const conversations = sql
    .exec<{ id: string }>("SELECT id FROM conversations WHERE contact_id = ?", contactId)
    .toArray();
  const counted = sql.exec<{ n: number }>(COUNT_MESSAGES, contactId).one().n;
  dropDrafts(tx, sql.exec<HeldDraft>(DRAFTS, contactId).toArray(), null);
  for (const statement of Object.values(STATEMENTS)) sql.exec(statement, contactId);
  tx.wakeAt(tx.now);
  for (const { id } of conversations) tx.change("conversation", "deleted", id, null);
  return { conversations: conversations.length, messages: counted };
}

const COUNT_MESSAGES =
  "SELECT COUNT(*) AS n FROM messages WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)";
const DRAFTS =
  "SELECT version, user_id AS userId, conversation_id AS conversationId, mode FROM drafts WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)";
type HeldDraft = Pick<DraftRow, "version" | "userId" | "conversationId" | "mode">;
