import { eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { type Conversation, UpdateConversation } from "../../../schema/contracts/conversations.ts";
import { conversations, type ConversationRow } from "../../../schema/data-plane/index.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { publishConversation, readConversationDocument } from "../documents/conversation.ts";
import { readConversation } from "./read-conversation.ts";

/**
 * Resolves or reopens, assigns, labels. What already stands as asked leaves no trail. Whether the assignee is a member is the caller's to
 * check: this store does not know the people. Throws `forbidden`, `not_found`, `invalid`.
 */
export function updateConversation(
  account: Account,
  actor: Actor,
  { id, ...input }: UpdateConversation & { id: string },
): Conversation {
  requireCapability(actor, "editLeads");
  const patch = parseInput(UpdateConversation, input);
  return transaction(account, actor, (tx) => {
    const before = readConversation(tx, id);
    const after: ConversationRow = {
      ...before,
      status: patch.status ?? before.status,
      assignee: patch.assignee === undefined ? before.assignee : patch.assignee,
      labels: patch.labels === undefined ? before.labels : [...new Set(patch.labels)],
    };
    const changed = recordOnTimeline(tx, before, after);
    if (changed.length === 0) return readConversationDocument(tx.db, before);
    const { status, assignee, labels } = after;
    tx.db
      .update(conversations)
      .set({ status, assignee, labels, updatedAt: tx.now })
      .where(eq(conversations.id, id))
      .run();
    tx.audit({
      action: "conversation.updated",
      entity: "conversation",
      entityId: id,
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, after[key]])),
    });
    return publishConversation(tx, id);
  });
}

/** One line for each thing that changed. Answers which. */
function recordOnTimeline(
  tx: AccountTx,
  before: ConversationRow,
  after: ConversationRow,
): ("status" | "assignee" | "labels")[] {
  const place = { contactId: before.contactId, conversationId: before.id };
  const changed: ("status" | "assignee" | "labels")[] = [];
  if (after.status !== before.status) {
    changed.push("status");
    tx.activity({ ...place, type: after.status === "resolved" ? "conversation.resolved" : "conversation.reopened" });
  }
  if (after.assignee !== before.assignee) {
    changed.push("assignee");
    const type = after.assignee === null ? "conversation.unassigned" : "conversation.assigned";
    tx.activity({ ...place, type, detail: { from: before.assignee, to: after.assignee } });
  }
  const added = after.labels.filter((label) => !before.labels.includes(label));
  const removed = before.labels.filter((label) => !after.labels.includes(label));
  if (added.length + removed.length > 0) {
    changed.push("labels");
    tx.activity({ ...place, type: "conversation.labelled", detail: { added, removed } });
  }
  return changed;
}
