import { messageDocuments } from "../documents/message.ts";
import type { Readable } from "./behaviour.ts";

export const messagesBehaviour: Readable<"messages"> = {
  documents: (account, rows) => messageDocuments(account.db, rows),
};
