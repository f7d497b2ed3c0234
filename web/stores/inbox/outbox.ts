import type { Message } from "../../../schema/contracts/messages.ts";
import { type OutboxItem, readOutboxItem, type Refusal } from "./outbox-item.ts";

export interface OutboxDeps {
  /** Where items survive a reload. Each has a key of its own, so that two tabs never overwrite one another. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  /** Who writes in which account, for example `usr_1.ten_1`: another person on this device sees nothing of it. */
  owner: string;
  /** Posts one item. Rejects with what `refusalOf` understands. */
  post: (item: OutboxItem) => Promise<Message>;
  /** The reason when the account said no for good; undefined when trying again may help (no connection, busy, a fault of ours). */
  refusalOf: (error: unknown) => Refusal | undefined;
  /** The feed's last change, 0 before the first. */
  seq: () => number;
  /**
   * The account has it, as it was when the post was answered: the feed, which stood at `since` when it began, may have told more by now. Called
   * before the item leaves the outbox, so that the bubble never blinks.
   */
  onSent: (message: Message, since: number) => void;
  /** Every change of what waits, oldest first. */
  onItems: (items: OutboxItem[]) => void;
}

export type NewItem = Pick<
  OutboxItem,
  "clientId" | "conversationId" | "text" | "private" | "attachments" | "replyTo" | "draft" | "sentWith" | "template"
>;

/** Everything written and not yet confirmed. Sends one at a time per conversation, in the order written. */
export interface Outbox {
  /** `holdMs`: how long it can be taken back before it leaves. */
  add(item: NewItem, holdMs?: number): void;
  /** Takes back what is still held, and answers it; undefined when it has left. */
  takeBack(clientId: string): OutboxItem | undefined;
  /** The feed brought the message itself: nothing is left to do. */
  settle(clientId: string): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The connection is back: try everything that waits now. */
  flush(): void;
  /** Nothing is held any longer: the page is being left. */
  releaseHeld(): void;
  /** Ends it. What is held leaves now, as nobody is here to let it go later. */
  close(): void;
}

const PREFIX = "trellis.outbox";
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What was left on this device goes on where it was. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const prefix = `${PREFIX}.${deps.owner}.`;
  const items = new Map<string, OutboxItem>();
  const busy = new Set<string>();
  let pauseMs = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let holdTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let isStored = true;

  for (const item of storedItems(deps.storage, prefix)) items.set(item.clientId, item);
  if (items.size > 0) {
    publish();
    queueMicrotask(() => {
      release(Date.now());
      flush();
    });
  }

  function keep(item: OutboxItem): void {
    items.set(item.clientId, item);
    try {
      deps.storage.setItem(prefix + item.clientId, JSON.stringify(item));
    } catch {
      // Storage is full or forbidden: the item still waits in memory.
      isStored = false;
    }
    publish();
  }

  function drop(clientId: string): void {
    deps.storage.removeItem(prefix + clientId);
    if (items.delete(clientId)) publish();
  }

  function publish(): void {
    if (closed) return;
    deps.onItems([...items.values()].toSorted(byAge));
  }

  function flush(): void {
    clearTimeout(timer);
    const waiting = [...items.values()].filter((item) => item.state === "waiting").toSorted(byAge);
    for (const item of waiting) void send(item);
  }

  async function send(item: OutboxItem): Promise<void> {
    if (closed || busy.has(item.conversationId)) return;
    busy.add(item.conversationId);
    keep({ ...item, state: "sending" });
    const since = deps.seq();
    try {
      const message = await deps.post(item);
      pauseMs = FIRST_PAUSE_MS;
      if (!closed) deps.onSent(message, since);
      drop(item.clientId);
    } catch (error) {
      // Settled by the feed or discarded meanwhile: the answer no longer matters.
      if (items.has(item.clientId)) {
        const refusal = deps.refusalOf(error);
        keep(refusal ? { ...item, state: "refused", refusal } : { ...item, state: "waiting" });
        if (!refusal) return pause();
      }
    } finally {
      busy.delete(item.conversationId);
    }
    const next = [...items.values()]
      .toSorted(byAge)
      .find((other) => other.conversationId === item.conversationId && other.state === "waiting");
    if (next) void send(next);
  }

  /** Lets go what was held until `at`, oldest first, and comes back for the next. */
  function release(at: number): void {
    clearTimeout(holdTimer);
    if (closed) return;
    const held = [...items.values()].filter((item) => item.state === "held").toSorted(byAge);
    const due = held.filter(({ dueAt = 0 }) => dueAt <= at);
    for (const { dueAt: _, ...item } of due) {
      // Taken back in another tab, which holds the same items.
      if (isStored && deps.storage.getItem(prefix + item.clientId) === null) {
        drop(item.clientId);
        continue;
      }
      keep({ ...item, state: "waiting" });
    }
    if (due.length > 0) flush();
    const next = Math.min(...held.filter((item) => !due.includes(item)).map(({ dueAt = 0 }) => dueAt));
    if (Number.isFinite(next)) holdTimer = setTimeout(() => release(Date.now()), Math.max(0, next - Date.now()));
  }

  function pause(): void {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(flush, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  return {
    add(fields, holdMs = 0) {
      const now = new Date();
      const item: OutboxItem = { ...fields, createdAt: now.toISOString(), state: "waiting" };
      if (holdMs > 0) {
        keep({ ...item, state: "held", dueAt: now.getTime() + holdMs });
        return release(now.getTime());
      }
      keep(item);
      void send(item);
    },
    takeBack(clientId) {
      const item = items.get(clientId);
      if (item?.state !== "held") return undefined;
      drop(clientId);
      return item;
    },
    settle: drop,
    retry(clientId) {
      const item = items.get(clientId);
      if (!item || item.state === "sending" || item.state === "held") return;
      const { refusal: _, ...again } = item;
      keep({ ...again, state: "waiting" });
      flush();
    },
    discard: drop,
    flush() {
      pauseMs = FIRST_PAUSE_MS;
      flush();
    },
    releaseHeld: () => release(Infinity),
    close() {
      release(Infinity);
      closed = true;
      clearTimeout(timer);
      clearTimeout(holdTimer);
    },
  };
}

function storedItems(storage: OutboxDeps["storage"], prefix: string): OutboxItem[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys
    .filter((key) => key?.startsWith(prefix))
    .flatMap((key) => readOutboxItem(storage.getItem(key ?? "")) ?? [])
    .toSorted(byAge);
}

/** Oldest first; ids break ties within a millisecond only if they sort, so insertion order stands in for them. */
function byAge(a: OutboxItem, b: OutboxItem): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}
