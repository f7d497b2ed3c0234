import { and, eq, isNotNull } from "drizzle-orm";
import { attachments } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/**
 * Lets the files that wait for a later try through this install try now, with all their tries before them: its credentials are new, or it is
 * gone and they shall hear it.
 */
export function hurryFiles(tx: AccountTx, integrationId: string): void {
  const hurried = tx.db
    .update(attachments)
    .set({ attempts: 0, dueAt: tx.now })
    .where(
      and(
        eq(attachments.integrationId, integrationId),
        eq(attachments.state, "pending"),
        isNotNull(attachments.messageId),
        isNotNull(attachments.dueAt),
      ),
    )
    .returning({ id: attachments.id })
    .all();
  if (hurried.length > 0) tx.wakeAt(tx.now);
}
