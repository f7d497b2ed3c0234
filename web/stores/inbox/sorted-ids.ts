/** Ids kept in order of a sort key, newest first, equal keys by id from high to low. An update costs two binary searches, whatever the length. */
export interface SortedIds {
  /** Puts an id at the place of its key, moving it if it was elsewhere. Returns whether anything changed. */
  place(id: string, key: string): boolean;
  remove(id: string): boolean;
  /** A new array, newest first; with `downTo` only the ids whose key is not below it. */
  list(downTo?: string): string[];
  size(): number;
}

/** An empty one. */
export function createSortedIds(): SortedIds {
  const order: string[] = [];
  const keys = new Map<string, string>();

  /** Index of the first entry that does not come before (key, id). */
  function find(key: string, id: string): number {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = order[middle] ?? "";
      if (comesBefore(keys.get(other) ?? "", other, key, id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function remove(id: string): boolean {
    const key = keys.get(id);
    if (key === undefined) return false;
    order.splice(find(key, id), 1);
    keys.delete(id);
    return true;
  }

  return {
    place(id, key) {
      if (keys.get(id) === key) return false;
      remove(id);
      order.splice(find(key, id), 0, id);
      keys.set(id, key);
      return true;
    },
    remove,
    list(downTo) {
      // "" sorts before every id, so this is the end of the run whose key equals `downTo`.
      return downTo === undefined ? order.slice() : order.slice(0, find(downTo, ""));
    },
    size: () => order.length,
  };
}

function comesBefore(key: string, id: string, otherKey: string, otherId: string): boolean {
  return key === otherKey ? id > otherId : key > otherKey;
}
