import { and, eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { DeleteDraft } from "../../../schema/contracts/drafts.ts";
import { drafts } from "../../../schema/data-plane/index.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, transaction } from "../account.ts";
import { readConversation } from "../conversations/read-conversation.ts";
import { dropDrafts } from "./drop-drafts.ts";
import { requireVersion } from "./require-version.ts";
import { writerOf } from "./writer-of.ts";

/**
 * Forgets what a person was writing in a conversation; nothing there is as good. Throws `conflict` when a draft was written elsewhere since
 * `baseVersion`, `forbidden`, `not_found`, `invalid`.
 */
export function deleteDraft(
  account: Account,
  actor: Actor,
  { conversationId, ...input }: DeleteDraft & { conversationId: string },
): void {
  requireCapability(actor, "sendMessages");
  const userId = writerOf(actor);
  const { mode, baseVersion, client } = parseInput(DeleteDraft, input);
  transaction(account, actor, (tx) => {
    readConversation(tx, conversationId);
    const held = tx.db
      .select()
      .from(drafts)
      .where(and(eq(drafts.userId, userId), eq(drafts.conversationId, conversationId)))
      .all()
      .filter((row) => mode === undefined || row.mode === mode);
    if (baseVersion !== undefined) for (const { version } of held) requireVersion(version, baseVersion);
    dropDrafts(tx, held, client ?? null);
  });
}
