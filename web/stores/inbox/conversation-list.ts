import { createMemo, createSignal } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { type ConversationFilter, listConversations } from "../../rest/conversations.ts";
import { belongs } from "./inbox-view.ts";
import { createSortedIds } from "./sorted-ids.ts";

const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;

export interface ConversationListDeps {
  tenant: string;
  filter: ConversationFilter;
  /** What this browser already holds that may belong, so that a list opens in the same frame. */
  known: Iterable<Conversation>;
  /** Takes documents of an answer in; it calls `place` for each. */
  take: (docs: Conversation[]) => void;
  /** Ids a change spoke of since a moment of the feed: a refresh leaves them alone. */
  touchedSince: (seq: number) => ReadonlySet<string>;
  seq: () => number;
}

/** One view of the inbox: what the server answered so far, kept live by changes, in order of the newest activity. */
export type ConversationList = ReturnType<typeof createConversationList>;

export function createConversationList(deps: ConversationListDeps) {
  const sorted = createSortedIds();
  const [version, setVersion] = createSignal(0);
  const [loading, setLoading] = createSignal<"first" | "more" | "refresh" | undefined>();
  const [loaded, setLoaded] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  /** Down to this moment the list has no holes; undefined when it is whole. */
  const [downTo, setDownTo] = createSignal<string | undefined>();

  for (const conversation of deps.known)
    if (belongs(conversation, deps.filter)) sorted.place(conversation.id, conversation.lastMessageAt);

  const ids = createMemo(() => {
    version();
    return sorted.list(downTo());
  });

  /** Puts a conversation where it belongs now, or takes it out. */
  function place(conversation: Conversation): void {
    const changed = belongs(conversation, deps.filter)
      ? sorted.place(conversation.id, conversation.lastMessageAt)
      : sorted.remove(conversation.id);
    if (changed) setVersion((count) => count + 1);
  }

  function remove(id: string): void {
    if (sorted.remove(id)) setVersion((count) => count + 1);
  }

  /** Reads the newest page, or as many as are shown, and forgets what the server no longer has there. */
  async function refresh(): Promise<void> {
    if (loading() === "first" || loading() === "refresh") return;
    setLoading(loaded() ? "refresh" : "first");
    const since = deps.seq();
    const limit = loaded() ? Math.min(Math.max(ids().length, PAGE_SIZE), LARGEST_PAGE) : PAGE_SIZE;
    try {
      const { docs } = await listConversations(deps.tenant, deps.filter, { limit, counted: false });
      const end = docs.length < limit ? undefined : docs.at(-1)?.lastMessageAt;
      const answered = new Set(docs.map((doc) => doc.id));
      const touched = deps.touchedSince(since);
      for (const id of sorted.list(end)) if (!answered.has(id) && !touched.has(id)) sorted.remove(id);
      deps.take(docs);
      setDownTo(end);
      setLoaded(true);
      setError(undefined);
      setVersion((count) => count + 1);
    } catch (reason) {
      setError(reason);
    } finally {
      setLoading(undefined);
    }
  }

  /** Reads the next page, if there is one and none is on its way. */
  async function more(): Promise<void> {
    const from = downTo();
    if (from === undefined || loading() !== undefined) return;
    setLoading("more");
    try {
      const { docs } = await listConversations(deps.tenant, deps.filter, {
        limit: PAGE_SIZE,
        notAfter: from,
        counted: false,
      });
      deps.take(docs);
      const last = docs.at(-1)?.lastMessageAt;
      // A page that ends at the very moment it began at would be asked for again for ever; 50 at one millisecond is an import.
      setDownTo(docs.length < PAGE_SIZE || last === undefined ? undefined : last === from ? justBefore(from) : last);
      setError(undefined);
    } catch (reason) {
      setError(reason);
    } finally {
      setLoading(undefined);
    }
  }

  return {
    ids,
    loaded,
    loading,
    error,
    complete: () => loaded() && downTo() === undefined,
    place,
    remove,
    refresh,
    more,
  };
}

function justBefore(timestamp: string): string {
  return new Date(Date.parse(timestamp) - 1).toISOString();
}
