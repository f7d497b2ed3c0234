import type { Change } from "../../../schema/realtime/down.ts";
import type { ChangeDraft } from "./change-feed.ts";

/** One thing a change tells, its own or one it brought along. */
export type Told = Pick<Change, "entity" | "op" | "id" | "doc">;
/** Alters a change in place that tells of what has to go. Answers whether it did. */
export type Redact = (told: Told) => boolean;

/**
 * Rewrites what the feed tells of something erased: the changes of this transaction, and those kept for replay that mention one of the ids.
 * Their numbers stay, so a socket that comes back misses nothing.
 */
export function redactChanges(
  storage: DurableObjectStorage,
  drafts: readonly ChangeDraft[],
  ids: readonly [string, string],
  redact: Redact,
): void {
  for (const draft of drafts) redactWhole(draft, redact);
  const mentioning = storage.sql
    .exec<{ seq: number; body: string }>(
      "SELECT seq, body FROM changes WHERE instr(body, ?) > 0 OR instr(body, ?) > 0",
      ...ids,
    )
    .toArray();
  for (const { seq, body } of mentioning) {
    // Only `appendChange` and this write the column.
    const change = JSON.parse(body) as Change;
    if (redactWhole(change, redact))
      storage.sql.exec("UPDATE changes SET body = ? WHERE seq = ?", JSON.stringify(change), seq);
  }
}

function redactWhole(change: ChangeDraft, redact: Redact): boolean {
  return [change, ...(change.also ?? [])].filter(redact).length > 0;
}
