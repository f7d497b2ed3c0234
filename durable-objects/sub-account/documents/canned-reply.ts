import type { CannedReply } from "../../../schema/contracts/canned-replies.ts";
import type { CannedReplyRow } from "../../../schema/data-plane/index.ts";

/** A canned reply as the API and the sockets show it. */
export function cannedReplyDocument(row: CannedReplyRow): CannedReply {
  const { id, shortcut, title, text, uses, createdBy } = row;
  return {
    id,
    shortcut,
    title,
    text,
    uses,
    createdBy,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
