import type { Thread } from "../../../stores/inbox/threads.ts";

export interface JumpDeps {
  thread: () => Thread;
  loadOlder: () => Promise<void>;
  /** Brings a message of the thread into view, by its key, and answers it once it is drawn. */
  reveal: (key: string) => Promise<HTMLElement | undefined>;
  /** It is not in this thread, or too far back. */
  onMissing: () => void;
}

/** Pages read on the way to an older message, before giving up. */
const PAGES_MAX = 20;
const FLASHED_MS = 1600;

/** Goes to a message by our id or the provider's, reading older pages until it is there, and marks it for a moment. */
export async function jumpToMessage(id: string, deps: JumpDeps): Promise<void> {
  const find = (): string | undefined => deps.thread().index.find(id);
  for (let page = 0; find() === undefined && page < PAGES_MAX && deps.thread().hasOlder; page++) {
    await deps.loadOlder();
    if (deps.thread().older === "error") break;
  }
  const key = find();
  const article = key === undefined ? undefined : await deps.reveal(key);
  if (!article) return deps.onMissing();
  article.focus({ preventScroll: true });
  article.dataset["found"] = "";
  setTimeout(() => delete article.dataset["found"], FLASHED_MS);
}
