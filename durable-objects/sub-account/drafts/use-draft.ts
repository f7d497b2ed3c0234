import { and, eq } from "drizzle-orm";
import { drafts } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { dropDrafts } from "./drop-drafts.ts";
import { writerOf } from "./writer-of.ts";

/** The draft a message was written in goes with it, in the same transaction. One written further since stays. */
export function useDraft(
  tx: AccountTx,
  { conversationId, version }: { conversationId: string; version: number | undefined },
): void {
  if (version === undefined || tx.actor.kind !== "user") return;
  const userId = writerOf(tx.actor);
  const used = tx.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.version, version), eq(drafts.userId, userId), eq(drafts.conversationId, conversationId)))
    .all();
  dropDrafts(tx, used, null);
}
