import { createEffect, createRoot, createSignal, on } from "solid-js";
import type { CannedReply } from "../../../schema/contracts/canned-replies.ts";
import { allCannedReplies } from "../../rest/canned-replies.ts";
import type { Inbox } from "./inbox.ts";

/** An account's canned replies, read once and kept live by the change feed. */
export interface CannedReplies {
  /** By shortcut; undefined until they are there. */
  all(): readonly CannedReply[] | undefined;
  error(): unknown;
  load(): Promise<void>;
}

const kept = new WeakMap<object, CannedReplies>();

/** Those of an inbox, asked for at the first call. */
export function cannedRepliesOf(inbox: Pick<Inbox, "tenant" | "cannedChange">): CannedReplies {
  const known = kept.get(inbox) ?? create(inbox);
  kept.set(inbox, known);
  return known;
}

function create({ tenant, cannedChange }: Pick<Inbox, "tenant" | "cannedChange">): CannedReplies {
  return createRoot(() => {
    const [all, setAll] = createSignal<readonly CannedReply[]>();
    const [error, setError] = createSignal<unknown>();
    const load = async (): Promise<void> => {
      setError(undefined);
      try {
        setAll(await allCannedReplies(tenant));
      } catch (failure) {
        setError(() => failure);
      }
    };
    createEffect(
      on(
        cannedChange,
        (change) => {
          if (change === undefined) return void load();
          setAll((before) => {
            const others = before?.filter(({ id }) => id !== change.id);
            return isCannedReply(change.doc) ? others?.concat(change.doc).toSorted(byShortcut) : others;
          });
        },
        { defer: true },
      ),
    );
    void load();
    return { all, error, load };
  });
}

function byShortcut(a: CannedReply, b: CannedReply): number {
  return a.shortcut < b.shortcut ? -1 : 1;
}

function isCannedReply(doc: unknown): doc is CannedReply {
  return typeof doc === "object" && doc !== null && "shortcut" in doc && "text" in doc;
}
