import { eq } from "drizzle-orm";
import { type DraftRow, drafts } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** Removes drafts and tells their writers' screens. `client` is the screen whose doing it is, if one of theirs. */
export function dropDrafts(
  tx: AccountTx,
  rows: readonly Pick<DraftRow, "version" | "userId" | "conversationId" | "mode">[],
  client: string | null,
): void {
  for (const { version, userId, conversationId, mode } of rows) {
    tx.db.delete(drafts).where(eq(drafts.version, version)).run();
    tx.tellPerson(userId, { type: "draft", conversationId, mode, draft: null, client });
  }
}
