import { and, asc, eq, inArray, isNull, lte, notInArray, or } from "drizzle-orm";
import { attachments } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import type { MediaDeps } from "./deps.ts";
import { ERASED_AT_ONCE } from "./limits.ts";
import { mediaKey } from "./media-key.ts";

/**
 * Takes out of storage what belongs to nobody any more: files of messages taken back or deleted, uploads no message came for. The bytes go
 * first and the row after them, so that a crash between the two only does it again. What is being fetched waits for its end.
 */
export async function eraseFiles(account: Account, deps: MediaDeps, underWay: ReadonlySet<string>): Promise<void> {
  const rows = account.db
    .select({ id: attachments.id, state: attachments.state })
    .from(attachments)
    .where(
      and(
        lte(attachments.dueAt, account.now()),
        or(eq(attachments.state, "erasing"), isNull(attachments.messageId)),
        notInArray(attachments.id, [...underWay]),
      ),
    )
    .orderBy(asc(attachments.dueAt))
    .limit(ERASED_AT_ONCE)
    .all();
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  // First out of reach, then out of storage: a message that is just about to carry an upload must not find an empty place.
  account.db.update(attachments).set({ state: "erasing" }).where(inArray(attachments.id, ids)).run();
  await deps.bucket.delete(ids.map((id) => mediaKey(account.tenantId, id)));
  account.db.delete(attachments).where(inArray(attachments.id, ids)).run();
}
