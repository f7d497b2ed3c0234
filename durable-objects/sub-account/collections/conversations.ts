import { readConversationDocuments } from "../documents/conversation.ts";
import type { Readable } from "./behaviour.ts";

/** A conversation always carries its person and newest message in brief, whatever the depth. */
export const conversationsBehaviour: Readable<"conversations"> = {
  documents: (account, rows) => readConversationDocuments(account.db, rows),
};
