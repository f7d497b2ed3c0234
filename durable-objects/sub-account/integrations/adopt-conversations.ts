import type { Account, AccountTx } from "../account.ts";
import { publishConversation } from "../documents/conversation.ts";
import type { DesiredIntegration } from "./apply-integration.ts";

/** How long a provider may deliver again what it delivered before the channel was removed: Meta does so for 7 days. */
const REDELIVERY_MS = 8 * 24 * 60 * 60 * 1000;
/** Screens are told of this many; the others read anew when opened. */
const PUBLISHED_MAX = 200;

/**
 * Lets a channel that is installed again go on with the conversations its removed install left behind, test mode and real apart. Their
 * newest messages move along, so that what the provider delivers twice is still known.
 */
export function adoptConversations(
  { storage: { sql } }: Account,
  tx: AccountTx,
  { id, module, sandbox }: DesiredIntegration,
): void {
  const adopted = sql
    .exec<{ id: string }>(
      `UPDATE OR IGNORE conversations SET integration_id = ?1, updated_at = ?2
       WHERE channel = ?3 AND sandbox = ?4 AND integration_id <> ?1 AND integration_id NOT IN (SELECT id FROM integrations)
       RETURNING id`,
      id,
      tx.now,
      module,
      sandbox ? 1 : 0,
    )
    .toArray();
  for (const conversation of adopted) {
    sql.exec(
      "UPDATE OR IGNORE messages SET integration_id = ? WHERE conversation_id = ? AND created_at > ?",
      id,
      conversation.id,
      tx.now - REDELIVERY_MS,
    );
  }
  for (const conversation of adopted.slice(0, PUBLISHED_MAX)) publishConversation(tx, conversation.id);
}
