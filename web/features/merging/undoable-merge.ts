import type { Activity } from "../../../schema/contracts/contacts.ts";
import { MERGE_UNDO_MS } from "../../../schema/contracts/merges.ts";
import { now } from "../../stores/clock.ts";

/** A merge that can be taken back from the contact that stayed. */
export interface UndoableMerge {
  mergeId: string;
  winnerId: string;
  /** Of the contact that would be back. */
  name: string;
}

/** The merge a line of the timeline tells of, while it can be undone and nobody has. */
export function undoableMerge(line: Activity, timeline: readonly Activity[]): UndoableMerge | undefined {
  if (line.type !== "contact.merged" && line.type !== "contact.joined") return undefined;
  const { mergeId, intoContactId, name } = line.detail;
  if (typeof mergeId !== "string" || typeof intoContactId !== "string") return undefined;
  if (Date.parse(line.createdAt) + MERGE_UNDO_MS <= now()) return undefined;
  const undone = timeline.some(({ type, detail }) => type === "contact.unmerged" && detail["mergeId"] === mergeId);
  return undone ? undefined : { mergeId, winnerId: intoContactId, name: typeof name === "string" ? name : "" };
}
