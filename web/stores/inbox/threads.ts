import { batch } from "solid-js";
import { createStore, produce, reconcile } from "solid-js/store";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { Change } from "../../../schema/realtime/down.ts";
import * as api from "../../rest/messages.ts";
import { foldMessage, keyOf, type MessageRow, type MessageSource } from "./fold-message.ts";
import { createThreadIndex, type ThreadIndex } from "./thread-index.ts";

export interface Thread {
  /** By key, see keyOf. */
  rows: Record<string, MessageRow>;
  /** Their order, and every id they are known by. */
  index: ThreadIndex;
  state: "loading" | "ready" | "error";
  error?: unknown;
  hasOlder: boolean;
  older: "idle" | "loading" | "error";
}

export interface ThreadsDeps {
  tenant: string;
  seq: () => number;
}

type MessageChange = Change & { doc: Message; op: "created" | "updated" };

const PAGE_SIZE = 50;
const THREADS_KEPT = 30;

/** The messages of the conversations opened lately, each kept live, the least recently opened forgotten. */
export function createThreads(deps: ThreadsDeps) {
  const [threads, setThreads] = createStore<Record<string, Thread>>({});
  /** Least recently opened first. */
  const opened = new Set<string>();
  /** Changes of messages that a page on its way will bring, perhaps as they were before. */
  const early = new Map<string, MessageChange[]>();

  function fold(conversationId: string, message: Message, source: MessageSource): void {
    const thread = threads[conversationId];
    if (!thread) return;
    const key = keyOf(message);
    const held = thread.rows[key];
    const row = foldMessage(held, message, source);
    if (row !== held) hold(conversationId, row);
  }

  function hold(conversationId: string, row: MessageRow): void {
    batch(() => {
      setThreads(conversationId, "rows", row.key, reconcile(row));
      threads[conversationId]?.index.put(row.message);
    });
  }

  function letGo(conversationId: string, key: string): void {
    const row = threads[conversationId]?.rows[key];
    if (!row) return;
    batch(() => {
      threads[conversationId]?.index.remove({ ...row.message });
      setThreads(
        conversationId,
        "rows",
        produce((rows) => void delete rows[key]),
      );
    });
  }

  /** Opens a thread: shows what is held at once, reads it from the account if it is not held. */
  function open(conversationId: string): void {
    opened.delete(conversationId);
    opened.add(conversationId);
    for (const oldest of opened) {
      if (opened.size <= THREADS_KEPT) break;
      drop(oldest);
    }
    if (threads[conversationId] === undefined) {
      const index = createThreadIndex();
      setThreads(conversationId, { rows: {}, index, state: "loading", hasOlder: false, older: "idle" });
      void load(conversationId);
    } else if (threads[conversationId].state === "error") void load(conversationId);
  }

  /** Reads the newest page and puts it in place of what was there, but for what the feed has said since. */
  async function load(conversationId: string): Promise<void> {
    const since = deps.seq();
    if (threads[conversationId]?.state === "error") setThreads(conversationId, "state", "loading");
    try {
      const messages = await api.listMessages(deps.tenant, conversationId, { limit: PAGE_SIZE });
      const hasOlder = messages.length === PAGE_SIZE;
      batch(() => {
        const thread = threads[conversationId];
        if (!thread) return;
        const oldest = messages.at(-1);
        const answered = new Map(messages.map((message) => [keyOf(message), message]));
        for (const key of thread.index.keys()) {
          const row = thread.rows[key];
          const message = answered.get(key);
          if (!row) continue;
          if (row.seq > since) {
            // Something befell an older message: without its neighbours it would stand in the wrong place.
            if (!message && hasOlder && oldest && isBefore(row.message, oldest)) letGo(conversationId, key);
          } else if (message) hold(conversationId, { key, seq: row.seq, message });
          else letGo(conversationId, key);
        }
        for (const message of messages) fold(conversationId, message, { from: "answer", since });
        setThreads(conversationId, { state: "ready", error: undefined, hasOlder, older: "idle" });
      });
    } catch (error) {
      if (threads[conversationId]?.state === "loading") setThreads(conversationId, { state: "error", error });
    }
  }

  /** Reads the page before the oldest message held. */
  async function loadOlder(conversationId: string): Promise<void> {
    const thread = threads[conversationId];
    if (thread?.state !== "ready" || !thread.hasOlder || thread.older === "loading") return;
    const oldest = oldestOf(thread);
    if (!oldest) return;
    setThreads(conversationId, "older", "loading");
    const since = deps.seq();
    try {
      const messages = await api.listMessages(deps.tenant, conversationId, { limit: PAGE_SIZE, before: oldest.id });
      batch(() => {
        if (!threads[conversationId]) return;
        for (const message of messages) fold(conversationId, message, { from: "answer", since });
        setThreads(conversationId, { hasOlder: messages.length === PAGE_SIZE, older: "idle" });
      });
    } catch {
      if (threads[conversationId]) setThreads(conversationId, "older", "error");
    } finally {
      const changes = early.get(conversationId) ?? [];
      early.delete(conversationId);
      batch(() => changes.forEach(take));
    }
  }

  function hear(change: Change): Message | undefined {
    if (change.op === "deleted") {
      removeById(change.id);
      return undefined;
    }
    if (!isOfMessage(change)) return undefined;
    leaveOthers(change.doc);
    take(change);
    return change.doc;
  }

  function take(change: MessageChange): void {
    const { doc, seq, op } = change;
    const { conversationId } = doc;
    const thread = threads[conversationId];
    if (!thread) return;
    if (!liesBefore(thread, doc)) return fold(conversationId, doc, { from: "change", seq, op });
    if (thread.older === "loading") early.set(conversationId, [...(early.get(conversationId) ?? []), change]);
  }

  /** A message has one conversation, and may have got another: contacts are merged, and merges undone. */
  function leaveOthers(message: Message): void {
    const key = keyOf(message);
    for (const [conversationId, thread] of Object.entries(threads))
      if (conversationId !== message.conversationId && thread.rows[key] !== undefined) letGo(conversationId, key);
  }

  function removeById(id: string): void {
    for (const [conversationId, thread] of Object.entries(threads)) {
      const key = thread.index.find(id);
      if (key !== undefined) letGo(conversationId, key);
    }
  }

  function drop(conversationId: string): void {
    opened.delete(conversationId);
    early.delete(conversationId);
    setThreads(produce((all) => void delete all[conversationId]));
  }

  return {
    get: (conversationId: string): Thread | undefined => threads[conversationId],
    open,
    retryLoad: load,
    loadOlder,
    hear,
    drop,
    /** Takes the answer to a send in, whose request began when the feed stood at `since`. */
    answer: (message: Message, since: number) => fold(message.conversationId, message, { from: "answer", since }),
    /** Asks the account to try a failed message again; the answer or the feed shows it queued. */
    async retry(message: Message): Promise<void> {
      const since = deps.seq();
      const doc = await api.retryMessage(deps.tenant, message.conversationId, message.id);
      fold(message.conversationId, doc, { from: "answer", since });
    },
    /**
     * Puts the business's reaction to a message, or takes it back with null: shown at once, taken back and rejected with why when refused.
     * `keep` is whose reactions are not the business's: the contact's id.
     */
    async react(message: Message, emoji: string | null, by: { id: string; keep: string | undefined }): Promise<void> {
      const { conversationId } = message;
      const key = keyOf(message);
      const since = deps.seq();
      const before = message.reactions.map((reaction) => ({ ...reaction }));
      const theirs = before.filter((reaction) => reaction.by === by.keep);
      const show = (reactions: Message["reactions"]): void => {
        if (threads[conversationId]?.rows[key])
          setThreads(conversationId, "rows", key, "message", "reactions", reactions);
      };
      show(emoji === null ? theirs : [...theirs, { emoji, by: by.id }]);
      try {
        fold(conversationId, await api.reactToMessage(deps.tenant, message, emoji), { from: "answer", since });
      } catch (error) {
        show(before);
        throw error;
      }
    },
    /** For a feed that could not be continued: forget what is not on the screen, read the rest anew. */
    reload(current: string | undefined): void {
      for (const conversationId of opened) if (conversationId !== current) drop(conversationId);
      if (current !== undefined && threads[current]) void load(current);
    },
  };
}

/** Whether a message belongs to the pages of a thread that have not been read yet. */
function liesBefore(thread: Thread, message: Message): boolean {
  if (thread.state !== "ready" || !thread.hasOlder || thread.rows[keyOf(message)] !== undefined) return false;
  const oldest = oldestOf(thread);
  return oldest !== undefined && isBefore(message, oldest);
}

function oldestOf(thread: Thread): Message | undefined {
  const [key] = thread.index.keys();
  return key === undefined ? undefined : thread.rows[key]?.message;
}

function isBefore(a: Message, b: Message): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
}

function isOfMessage(change: Change): change is MessageChange {
  const { doc } = change as { doc?: unknown };
  return (
    change.op !== "deleted" &&
    typeof doc === "object" &&
    doc !== null &&
    "conversationId" in doc &&
    "status" in doc &&
    "createdAt" in doc &&
    "direction" in doc
  );
}
