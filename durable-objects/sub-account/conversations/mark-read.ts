import { eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { conversations } from "../../../schema/data-plane/index.ts";
import { type Account, transaction } from "../account.ts";
import { publishConversation, readConversationDocument } from "../documents/conversation.ts";
import { readConversation } from "./read-conversation.ts";

/**
 * Sets the unread count to zero for the whole team. Needs `editLeads`: someone who may only look must not hide a waiting customer from those
 * who answer. Throws `forbidden`, `not_found`.
 */
export function markRead(account: Account, actor: Actor, { id }: { id: string }): Conversation {
  requireCapability(actor, "editLeads");
  return transaction(account, actor, (tx) => {
    const conversation = readConversation(tx, id);
    if (conversation.unread === 0) return readConversationDocument(tx.db, conversation);
    tx.db.update(conversations).set({ unread: 0, updatedAt: tx.now }).where(eq(conversations.id, id)).run();
    tx.audit({
      action: "conversation.read",
      entity: "conversation",
      entityId: id,
      before: { unread: conversation.unread },
      after: { unread: 0 },
    });
    return publishConversation(tx, id);
  });
}
