import type { Message } from "../../../../schema/contracts/messages.ts";
import type { Thread } from "../../../stores/inbox/threads.ts";

export interface JumpDeps {
  thread: () => Thread;
  loadOlder: () => Promise<void>;
  /** Where the messages are drawn. */
  content: () => HTMLElement | undefined;
  /** It is not in this thread, or too far back. */
  onMissing: () => void;
}

/** Pages read on the way to an older message, before giving up. */
const PAGES_MAX = 20;
const FLASHED_MS = 1600;

/** Goes to a message by our id or the provider's, reading older pages until it is there, and marks it for a moment. */
export async function jumpToMessage(id: string, deps: JumpDeps): Promise<void> {
  let message = find(deps.thread(), id);
  for (let page = 0; !message && page < PAGES_MAX && deps.thread().hasOlder; page++) {
    await deps.loadOlder();
    if (deps.thread().older === "error") break;
    message = find(deps.thread(), id);
  }
  const article = message && deps.content()?.querySelector<HTMLElement>(`[data-message="${CSS.escape(message.id)}"]`);
  if (!article) return deps.onMissing();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  article.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  article.focus({ preventScroll: true });
  article.dataset["found"] = "";
  setTimeout(() => delete article.dataset["found"], FLASHED_MS);
}

function find(thread: Thread, id: string): Message | undefined {
  return Object.values(thread.rows).find(({ message }) => message.id === id || message.externalId === id)?.message;
}
