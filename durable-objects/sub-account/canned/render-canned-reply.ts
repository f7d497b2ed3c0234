import { eq, sql } from "drizzle-orm";
import { type Actor, authorOf, requireCapability } from "../../../schema/actor.ts";
import { type RenderedReply, renderTemplate } from "../../../schema/canned/reply-template.ts";
import type { CannedValues } from "../../../schema/canned/variables.ts";
import { RenderCannedReply } from "../../../schema/contracts/canned-replies.ts";
import { cannedReplies, contacts } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { readConversation } from "../conversations/read-conversation.ts";
import { cannedReplyDocument } from "../documents/canned-reply.ts";

/**
 * Fills a canned reply in for a conversation, for a person to read, change and send: nothing is sent. It counts as one use. `accountName` is
 * the edge's to know. Throws `forbidden`, `not_found`, `invalid` (it grows past its limits).
 */
export function renderCannedReply(
  account: Account,
  actor: Actor,
  { id, accountName, ...input }: RenderCannedReply & { id: string; accountName: string },
): RenderedReply {
  requireCapability(actor, "sendMessages");
  const { conversation } = parseInput(RenderCannedReply, input);
  return transaction(account, actor, (tx) => {
    const row = tx.db.select().from(cannedReplies).where(eq(cannedReplies.id, id)).limit(1).get();
    if (row === undefined) throw new TrellisError("not_found");
    const rendered = render(row.text, valuesOf(tx, conversation, accountName));
    const used = tx.db
      .update(cannedReplies)
      .set({ uses: sql`${cannedReplies.uses} + 1` })
      .where(eq(cannedReplies.id, id))
      .returning()
      .get();
    if (used !== undefined) tx.change("canned_reply", "updated", id, cannedReplyDocument(used));
    tx.audit({ action: "canned_reply.used", entity: "canned_reply", entityId: id, after: { conversation } });
    return rendered;
  });
}

function render(text: string, values: CannedValues): RenderedReply {
  try {
    return renderTemplate(text, values);
  } catch {
    // It was read when it was saved: what is left to go wrong is its size.
    throw new TrellisError("invalid", { field: "text", message: "Filled in, this reply becomes too long." });
  }
}

function valuesOf(tx: AccountTx, conversationId: string, accountName: string): CannedValues {
  const { contactId } = readConversation(tx, conversationId);
  const contact = tx.db.select().from(contacts).where(eq(contacts.id, contactId)).limit(1).get();
  const name = contact?.name.trim() ?? "";
  return {
    "contact.name": name,
    "contact.first_name": name.split(/\s+/)[0] ?? "",
    "contact.email": contact?.email ?? null,
    "contact.phone": contact?.phone ?? null,
    "agent.name": authorOf(tx.actor).name,
    "account.name": accountName,
  };
}
