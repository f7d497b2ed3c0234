import { eq } from "drizzle-orm";
import { type DraftRow, drafts } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** A draft of a conversation that was laid into another: it went along, or waits while its writer has one there. */
export interface MovedDraft {
  row: DraftRow;
  moved: boolean;
}

/** Takes what people were writing in one conversation along to the other, where they have nothing begun there. */
export function joinDrafts(tx: AccountTx, from: string, to: string): MovedDraft[] {
  const held = tx.db.select().from(drafts).where(eq(drafts.conversationId, to)).all();
  return tx.db
    .select()
    .from(drafts)
    .where(eq(drafts.conversationId, from))
    .all()
    .map((row) => {
      const moved = !held.some(({ userId, mode }) => userId === row.userId && mode === row.mode);
      const isThis = eq(drafts.version, row.version);
      if (moved) tx.db.update(drafts).set({ conversationId: to }).where(isThis).run();
      else tx.db.delete(drafts).where(isThis).run();
      return { row, moved };
    });
}

/** Gives a conversation back what people were writing in it. What they went on with since is another draft, and stays. */
export function returnDrafts(tx: AccountTx, conversationId: string, moved: readonly MovedDraft[]): void {
  for (const { row, moved: went } of moved) {
    if (went) tx.db.update(drafts).set({ conversationId }).where(eq(drafts.version, row.version)).run();
    else
      tx.db
        .insert(drafts)
        .values({ ...row, conversationId })
        .run();
  }
}
