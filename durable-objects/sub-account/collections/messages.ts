import { messageDocument } from "../documents/message.ts";
import type { Readable } from "./behaviour.ts";

export const messagesBehaviour: Readable<"messages"> = {
  documents: (_account, rows) => rows.map(messageDocument),
};
