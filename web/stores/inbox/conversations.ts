import { batch, createRoot, createSignal, getOwner, onCleanup, untrack } from "solid-js";
import { createStore, produce, reconcile } from "solid-js/store";
import type { Conversation, UpdateConversation } from "../../../schema/contracts/conversations.ts";
import type { Change } from "../../../schema/realtime/down.ts";
import * as api from "../../rest/conversations.ts";
import { createCounts } from "./counts.ts";
import { createConversationList, type ConversationList } from "./conversation-list.ts";
import { filterOf, type InboxView, viewKey } from "./inbox-view.ts";

export interface ConversationsDeps {
  tenant: string;
  userId: string;
  /** The feed's last change, 0 before the first. */
  seq: () => number;
}

/** The change a person sees at once, until the account has answered. */
type Patch = Partial<Pick<Conversation, "status" | "assignee" | "labels" | "unread">>;

const LISTS_KEPT = 12;

/** Every conversation this browser has seen, and the lists of them. One row per id: a list holds ids only. */
export type Conversations = ReturnType<typeof createConversations>;

export function createConversations(deps: ConversationsDeps) {
  const owner = getOwner();
  /** What the account said last, without this person's pending changes. */
  const base = new Map<string, Conversation>();
  const patches = new Map<string, Patch[]>();
  const touched = new Map<string, number>();
  const lists = new Map<string, { list: ConversationList; dispose: () => void }>();
  const [shown, setShown] = createStore<Record<string, Conversation>>({});
  const [missing, setMissing] = createSignal<Record<string, unknown>>({});
  /** Which kinds of channel were seen: test mode, real ones. */
  const [kinds, setKinds] = createSignal({ sandbox: false, real: false });
  const counts = createCounts(deps);

  /** Shows a conversation as the account has it plus what is pending. `unseen`: what to count it as having been if we never held it. */
  function publish(id: string, unseen: "absent" | "unknown" | "counted"): void {
    const doc = base.get(id);
    if (!doc) return;
    const held = shown[id];
    const next: Conversation = Object.assign({}, doc, ...(patches.get(id) ?? []));
    batch(() => {
      if (!held) setKinds(({ sandbox, real }) => ({ sandbox: sandbox || next.sandbox, real: real || !next.sandbox }));
      if (held) counts.moved({ ...held }, next);
      else if (unseen !== "counted") counts.moved(unseen === "absent" ? null : undefined, next);
      setShown(id, reconcile(next));
      for (const { list } of lists.values()) list.place(next);
    });
  }

  /** Takes a document in, unless we hold a newer one. A change of the same moment wins: changes come in order. */
  function take(doc: Conversation, from: "change" | "answer"): void {
    const held = base.get(doc.id);
    if (held && (from === "change" ? doc.updatedAt < held.updatedAt : doc.updatedAt <= held.updatedAt)) return;
    base.set(doc.id, doc);
    publish(doc.id, from === "change" ? "unknown" : "counted");
  }

  function takeAnswer(docs: Conversation[]): void {
    batch(() => {
      for (const doc of docs) {
        take(doc, "answer");
        // A list that asks is new to documents we already hold.
        const held = shown[doc.id];
        if (held) for (const { list } of lists.values()) list.place(held);
      }
    });
  }

  function forget(id: string): void {
    batch(() => {
      const held = shown[id];
      if (held) counts.moved({ ...held }, null);
      base.delete(id);
      patches.delete(id);
      for (const { list } of lists.values()) list.remove(id);
      setMissing((all) => ({ ...all, [id]: true }));
      setShown(produce((all) => void delete all[id]));
    });
  }

  function hear(change: Change): void {
    touched.set(change.id, change.seq);
    if (change.op === "deleted") return forget(change.id);
    if (!isConversation(change.doc)) return;
    if (change.op === "created" && !base.has(change.id)) {
      base.set(change.id, change.doc);
      return publish(change.id, "absent");
    }
    take(change.doc, "change");
  }

  /** Shows a change at once and asks for it; takes it back when refused, and rejects with why. */
  async function act(id: string, patch: Patch, ask: () => Promise<Conversation>): Promise<void> {
    patches.set(id, [...(patches.get(id) ?? []), patch]);
    publish(id, "counted");
    const settle = (): void => {
      const rest = (patches.get(id) ?? []).filter((other) => other !== patch);
      if (rest.length > 0) patches.set(id, rest);
      else patches.delete(id);
    };
    try {
      const doc = await ask();
      settle();
      const held = base.get(id);
      if (!held || doc.updatedAt > held.updatedAt) base.set(id, doc);
      publish(id, "counted");
    } catch (error) {
      settle();
      publish(id, "counted");
      throw error;
    }
  }

  /** The list of a view; made, and read from the account, when it is asked for the first time. */
  function listOf(view: InboxView): ConversationList {
    return untrack(() => findOrMakeList(view));
  }

  function findOrMakeList(view: InboxView): ConversationList {
    const key = viewKey(view);
    const kept = lists.get(key);
    if (kept) {
      lists.delete(key);
      lists.set(key, kept);
      return kept.list;
    }
    const made = createRoot((dispose) => {
      const list = createConversationList({
        tenant: deps.tenant,
        filter: filterOf(view, deps.userId),
        known: Object.values(shown),
        take: takeAnswer,
        touchedSince: (seq) => new Set([...touched].flatMap(([id, at]) => (at > seq ? [id] : []))),
        seq: deps.seq,
      });
      return { list, dispose };
    }, owner);
    lists.set(key, made);
    for (const [oldest, old] of lists) {
      if (lists.size <= LISTS_KEPT) break;
      lists.delete(oldest);
      old.dispose();
    }
    void made.list.refresh();
    return made.list;
  }

  /** Makes sure one conversation is here, for a link that leads to it. What went wrong is in `problem(id)`. */
  async function load(id: string): Promise<void> {
    if (shown[id]) return;
    setMissing((all) => ({ ...all, [id]: undefined }));
    try {
      take(await api.getConversation(deps.tenant, id), "answer");
    } catch (error) {
      setMissing((all) => ({ ...all, [id]: error }));
    }
  }

  /** Reads everything on the screen anew, for a feed that could not be continued. */
  function reload(current: InboxView): void {
    for (const [key, old] of lists) {
      if (key === viewKey(current)) continue;
      lists.delete(key);
      old.dispose();
    }
    void listOf(current).refresh();
    counts.load();
  }

  onCleanup(() => {
    for (const { dispose } of lists.values()) dispose();
  });

  return {
    get: (id: string): Conversation | undefined => shown[id],
    problem: (id: string): unknown => missing()[id],
    counts,
    /** Every conversation seen is in test mode: one banner says so, rather than a tag on every row. */
    onlySandbox: (): boolean => kinds().sandbox && !kinds().real,
    listOf,
    load,
    hear,
    reload,
    update: (id: string, change: UpdateConversation) =>
      act(id, change, () => api.updateConversation(deps.tenant, id, change)),
    markRead: (id: string) => act(id, { unread: 0 }, () => api.markConversationRead(deps.tenant, id)),
  };
}

function isConversation(doc: unknown): doc is Conversation {
  return typeof doc === "object" && doc !== null && "lastMessageAt" in doc && "contact" in doc && "updatedAt" in doc;
}
