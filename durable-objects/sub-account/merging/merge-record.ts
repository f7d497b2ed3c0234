import type {
  ContactRow,
  ConversationRow,
  IdentityRow,
  MergeRow,
  ProfileLookupRow,
} from "../../../schema/data-plane/index.ts";

import type { MovedDraft } from "./join-drafts.ts";

/** What a merge keeps so that it can be undone: how everything it touched was before, and what it made of it. */
export interface MergeRecord {
  winner: { before: ContactRow; after: ContactRow };
  loser: ContactRow;
  /** The loser's, as they were. */
  identities: IdentityRow[];
  threads: MovedThread[];
  /** The loser's lines of timeline. */
  activityIds: string[];
  /** A question to the provider that was open for the loser; `handed` when it became the winner's. */
  lookup: { row: ProfileLookupRow; handed: boolean } | null;
  /** The newest message of the account at that time: what is above it came later. */
  seq: number;
}

/** A conversation of the loser: it moved as it was, or was laid into one of the winner's through the same number. */
export interface MovedThread {
  before: ConversationRow;
  joined: { before: ConversationRow; after: ConversationRow; messageSeqs: number[]; drafts: MovedDraft[] } | null;
}

/** The record of a merge that can still be undone. */
export function readRecord({ record }: Pick<MergeRow, "record">): MergeRecord | undefined {
  // Only `joinContacts` writes the column.
  return record === null ? undefined : (JSON.parse(record) as MergeRecord);
}
