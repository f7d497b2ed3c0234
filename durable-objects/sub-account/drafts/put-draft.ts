import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { type Draft, DRAFTS_A_PERSON_MAX, PutDraft } from "../../../schema/contracts/drafts.ts";
import { drafts } from "../../../schema/data-plane/index.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { assertInThread } from "../conversations/assert-in-thread.ts";
import { readConversation } from "../conversations/read-conversation.ts";
import { draftDocument } from "../documents/draft.ts";
import { uploadToSend } from "../media/attach-upload.ts";
import { dropDrafts } from "./drop-drafts.ts";
import { DRAFT_KEPT_MS } from "./kept.ts";
import { requireVersion } from "./require-version.ts";
import { writerOf } from "./writer-of.ts";

/**
 * Keeps what a person writes in a conversation, and tells their other screens. A draft is that person's alone: it leaves no audit row and no
 * line in the change feed, which others read. Throws `conflict` when it was written elsewhere since `baseVersion`, `forbidden`, `not_found`,
 * `invalid`.
 */
export function putDraft(
  account: Account,
  actor: Actor,
  { conversationId, ...input }: PutDraft & { conversationId: string },
): Draft {
  requireCapability(actor, "sendMessages");
  const userId = writerOf(actor);
  const { mode, text, replyTo, attachments, baseVersion, client } = parseInput(PutDraft, input);
  return transaction(account, actor, (tx) => {
    const conversation = readConversation(tx, conversationId);
    const isIt = and(eq(drafts.userId, userId), eq(drafts.conversationId, conversationId), eq(drafts.mode, mode));
    const held = tx.db.select({ version: drafts.version }).from(drafts).where(isIt).limit(1).get();
    requireVersion(held?.version ?? 0, baseVersion);
    if (typeof replyTo === "string") assertInThread(tx, conversation, replyTo);
    for (const id of attachments) uploadToSend(tx, id);
    // A new row for a new version: the key is never given out twice.
    tx.db.delete(drafts).where(isIt).run();
    const values = { userId, conversationId, mode, text, replyTo: replyTo ?? null, attachments, updatedAt: tx.now };
    const row = tx.db.insert(drafts).values(values).returning().get();
    makeRoom(tx, userId);
    tx.wakeAt(tx.now + DRAFT_KEPT_MS);
    const draft = draftDocument(tx.db, row);
    tx.tellPerson(userId, { type: "draft", conversationId, mode, draft, client: client ?? null });
    return draft;
  });
}

function makeRoom(tx: AccountTx, userId: string): void {
  const mine = eq(drafts.userId, userId);
  const held = tx.db
    .select({ n: sql<number>`count(*)` })
    .from(drafts)
    .where(mine)
    .get();
  if ((held?.n ?? 0) <= DRAFTS_A_PERSON_MAX) return;
  const oldest = tx.db.select().from(drafts).where(mine).orderBy(asc(drafts.version)).limit(1).all();
  dropDrafts(tx, oldest, null);
}
