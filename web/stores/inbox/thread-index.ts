import { createSignal } from "solid-js";
import type { Message } from "../../../schema/contracts/messages.ts";
import { keyOf } from "./fold-message.ts";
import { createSortedIds } from "./sorted-ids.ts";

/** Which messages a thread holds, in their order and by every id they are known by. Its cost does not grow with the thread. */
export interface ThreadIndex {
  /** Keys from oldest to newest, see keyOf. Tracked. */
  keys(): readonly string[];
  /** The key of a message by our id or the provider's. Tracked. */
  find(id: string): string | undefined;
  put(message: Message): void;
  remove(message: Message): void;
}

/** An empty one. */
export function createThreadIndex(): ThreadIndex {
  const sorted = createSortedIds();
  const byId = new Map<string, string>();
  const [version, setVersion] = createSignal(0);
  const changed = (): void => void setVersion((count) => count + 1);
  let listed: { version: number; keys: readonly string[] } | undefined;

  return {
    keys() {
      const now = version();
      if (listed?.version !== now) listed = { version: now, keys: sorted.list().toReversed() };
      return listed.keys;
    },
    find(id) {
      version();
      return byId.get(id);
    },
    put(message) {
      const key = keyOf(message);
      const moved = sorted.place(key, `${message.createdAt} ${message.id}`);
      const named = idsOf(message).filter((id) => byId.get(id) !== key);
      for (const id of named) byId.set(id, key);
      if (moved || named.length > 0) changed();
    },
    remove(message) {
      for (const id of idsOf(message)) byId.delete(id);
      if (sorted.remove(keyOf(message))) changed();
    },
  };
}

function idsOf({ id, externalId }: Message): string[] {
  return externalId === null ? [id] : [id, externalId];
}
