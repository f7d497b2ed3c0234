import { batch, createMemo, createSignal } from "solid-js";
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

  /** What the server found by a message that this browser may not hold: it stays while everything else about it fits. */
  const found = new Set<string>();
  const { search, ...beside } = deps.filter;
  const fits = (conversation: Conversation): boolean =>
    belongs(conversation, deps.filter) ||
    (search !== undefined && found.has(conversation.id) && belongs(conversation, beside));

  for (const conversation of deps.known)
    if (belongs(conversation, deps.filter)) sorted.place(conversation.id, conversation.lastMessageAt);

  const ids = createMemo(() => {
    version();
    return sorted.list(downTo());
  });

  /** Puts a conversation where it belongs now, or takes it out. */
  function place(conversation: Conversation): void {
    const changed = fits(conversation)
      ? sorted.place(conversation.id, conversation.lastMessageAt)
      : sorted.remove(conversation.id);
    if (changed) setVersion((count) => count + 1);
  }

  function remove(id: string): void {
    if (sorted.remove(id)) setVersion((count) => count + 1);
  }

  /**
   * Reads the newest page, or as many as are shown, and forgets what the server no longer has there. What is shown stays meanwhile, so that
   * nobody loses their place.
   */
  async function refresh(): Promise<void> {
    if (loading() === "first" || loading() === "refresh") return;
    setLoading(loaded() ? "refresh" : "first");
    const since = deps.seq();
    const wanted = loaded() ? Math.max(ids().length, PAGE_SIZE) : PAGE_SIZE;
    const answered = new Set<string>();
    let end: string | undefined;
    try {
      do {
        const from = end;
        const limit = Math.min(Math.max(wanted - answered.size, PAGE_SIZE), LARGEST_PAGE);
        const { docs } = await listConversations(deps.tenant, deps.filter, {
          limit,
          counted: false,
          ...(from === undefined ? {} : { notAfter: from }),
        });
        end = endOf(docs, limit, from);
        for (const { id } of docs) {
          answered.add(id);
          found.add(id);
        }
        const touched = deps.touchedSince(since);
        batch(() => {
          for (const id of sorted.list(end)) if (!answered.has(id) && !touched.has(id)) sorted.remove(id);
          deps.take(docs);
          setVersion((count) => count + 1);
        });
      } while (end !== undefined && answered.size < wanted);
      batch(() => {
        setDownTo(end);
        setLoaded(true);
        setError(undefined);
      });
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
      for (const { id } of docs) found.add(id);
      deps.take(docs);
      setDownTo(endOf(docs, PAGE_SIZE, from));
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

/** The moment down to which there are no holes after a page of at most `limit`, asked for from `from`; undefined when there is no more. */
function endOf(docs: readonly Conversation[], limit: number, from: string | undefined): string | undefined {
  const last = docs.at(-1)?.lastMessageAt;
  if (docs.length < limit || last === undefined) return undefined;
  // A page that ends at the very moment it began at would be asked for again for ever; 50 at one millisecond is an import.
  return last === from ? justBefore(last) : last;
}

function justBefore(timestamp: string): string {
  return new Date(Date.parse(timestamp) - 1).toISOString();
}
