import { batch } from "solid-js";
import { createStore, produce, reconcile } from "solid-js/store";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { Change } from "../../../schema/realtime/down.ts";
import * as api from "../../rest/messages.ts";
import { foldMessage, keyOf, type MessageRow, type MessageSource } from "./fold-message.ts";

export interface Thread {
  /** By key, see keyOf. */
  rows: Record<string, MessageRow>;
  state: "loading" | "ready" | "error";
  error?: unknown;
  hasOlder: boolean;
  older: "idle" | "loading" | "error";
}

export interface ThreadsDeps {
  tenant: string;
  seq: () => number;
}

const PAGE_SIZE = 50;
const THREADS_KEPT = 30;

/** The messages of the conversations opened lately, each kept live, the least recently opened forgotten. */
export function createThreads(deps: ThreadsDeps) {
  const [threads, setThreads] = createStore<Record<string, Thread>>({});
  /** Least recently opened first. */
  const opened = new Set<string>();

  function fold(conversationId: string, message: Message, source: MessageSource): void {
    const thread = threads[conversationId];
    if (!thread) return;
    const key = keyOf(message);
    const held = thread.rows[key];
    const row = foldMessage(held, message, source);
    if (row !== held) setThreads(conversationId, "rows", key, reconcile(row));
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
      setThreads(conversationId, { rows: {}, state: "loading", hasOlder: false, older: "idle" });
      void load(conversationId);
    } else if (threads[conversationId].state === "error") void load(conversationId);
  }

  /** Reads the newest page and puts it in place of what was there, but for what the feed has said since. */
  async function load(conversationId: string): Promise<void> {
    const since = deps.seq();
    if (threads[conversationId]?.state === "error") setThreads(conversationId, "state", "loading");
    try {
      const messages = await api.listMessages(deps.tenant, conversationId, { limit: PAGE_SIZE });
      batch(() => {
        const answered = new Set(messages.map(keyOf));
        setThreads(
          conversationId,
          "rows",
          produce((rows) => {
            for (const [key, row] of Object.entries(rows)) if (!answered.has(key) && row.seq <= since) delete rows[key];
          }),
        );
        for (const message of messages) fold(conversationId, message, { from: "answer", since });
        setThreads(conversationId, {
          state: "ready",
          error: undefined,
          hasOlder: messages.length === PAGE_SIZE,
          older: "idle",
        });
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
        for (const message of messages) fold(conversationId, message, { from: "answer", since });
        setThreads(conversationId, { hasOlder: messages.length === PAGE_SIZE, older: "idle" });
      });
    } catch {
      setThreads(conversationId, "older", "error");
    }
  }

  function hear(change: Change): Message | undefined {
    if (change.op === "deleted") {
      removeById(change.id);
      return undefined;
    }
    if (!isMessage(change.doc)) return undefined;
    fold(change.doc.conversationId, change.doc, { from: "change", seq: change.seq, op: change.op });
    return change.doc;
  }

  function removeById(id: string): void {
    for (const [conversationId, thread] of Object.entries(threads)) {
      const key = Object.keys(thread.rows).find((candidate) => thread.rows[candidate]?.message.id === id);
      if (key === undefined) continue;
      setThreads(
        conversationId,
        "rows",
        produce((rows) => void delete rows[key]),
      );
    }
  }

  function drop(conversationId: string): void {
    opened.delete(conversationId);
    setThreads(produce((all) => void delete all[conversationId]));
  }

  return {
    get: (conversationId: string): Thread | undefined => threads[conversationId],
    open,
    retryLoad: load,
    loadOlder,
    hear,
    drop,
    /** Takes the answer to a send in. */
    answer: (message: Message) => fold(message.conversationId, message, { from: "answer", since: deps.seq() }),
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

function oldestOf(thread: Thread): Message | undefined {
  let oldest: Message | undefined;
  for (const { message } of Object.values(thread.rows)) {
    if (
      !oldest ||
      message.createdAt < oldest.createdAt ||
      (message.createdAt === oldest.createdAt && message.id < oldest.id)
    )
      oldest = message;
  }
  return oldest;
}

function isMessage(doc: unknown): doc is Message {
  return (
    typeof doc === "object" &&
    doc !== null &&
    "conversationId" in doc &&
    "status" in doc &&
    "createdAt" in doc &&
    "direction" in doc
  );
}
