import { untrack } from "solid-js";
import type { Answered } from "../../../stores/inbox/drafts.ts";
import type { Inbox } from "../../../stores/inbox/inbox.ts";
import { authorWords, messageWords } from "../message/message-words.ts";
import { undoOf } from "./undo-send.ts";

/** What was sent in one go and is held, though nothing offers to take it back yet: it was sent before this page was there. `dueAt` in ms. */
export function heldBefore(
  inbox: Pick<Inbox, "waiting" | "threads" | "user">,
): { ids: string[]; dueAt: number; answers: Answered | undefined }[] {
  return untrack(() => {
    const held = inbox.waiting().filter(({ clientId, state }) => state === "held" && undoOf(clientId) === undefined);
    const together = Object.values(Object.groupBy(held, (item) => item.sentWith ?? item.clientId));
    return together.map((items = []) => ({
      ids: items.map(({ clientId }) => clientId),
      dueAt: Math.max(...items.map(({ dueAt = 0 }) => dueAt)),
      answers: items.map((item) => answered(inbox, item)).find((one) => one !== undefined),
    }));
  });
}

function answered(
  { threads, user }: Pick<Inbox, "threads" | "user">,
  { conversationId, replyTo }: { conversationId: string; replyTo?: string },
): Answered | undefined {
  const rows = Object.values(threads.get(conversationId)?.rows ?? {});
  const message = rows.find((row) => row.message.id === replyTo)?.message;
  if (replyTo === undefined) return undefined;
  // Not read yet: which message it is matters more than its words.
  if (!message) return { id: replyTo, author: "An earlier message", words: "" };
  return { id: replyTo, author: authorWords(message.author, user.id), words: messageWords(message).slice(0, 200) };
}
