import type { Message } from "../../../schema/contracts/messages.ts";

/** What the layout needs of a message, confirmed or still on this device. */
export type LaidOut = Pick<Message, "createdAt" | "direction" | "private"> & { author: Pick<Message["author"], "id"> };

/** How one entry of a thread is drawn beside its neighbours. */
export interface Placement {
  /** The first of its local day: a divider with this date comes before it. */
  day: string | undefined;
  /** First and last of a run by one author. */
  starts: boolean;
  ends: boolean;
}

const RUN_GAP_MS = 5 * 60_000;

/** Groups a thread, oldest first, by day and into runs of one author with no pause over five minutes. Keys as given by `threadOrder`. */
export function layoutThread(
  keys: readonly string[],
  read: (key: string) => LaidOut | undefined,
): Map<string, Placement> {
  const placements = new Map<string, Placement>();
  let before: { key: string; item: LaidOut; day: string } | undefined;
  for (const key of keys) {
    const item = read(key);
    if (!item) continue;
    const day = new Date(item.createdAt).toDateString();
    const newDay = before?.day !== day;
    const starts = newDay || before === undefined || !sameRun(before.item, item);
    const previous = before && placements.get(before.key);
    if (previous && starts) previous.ends = true;
    placements.set(key, { day: newDay ? item.createdAt : undefined, starts, ends: false });
    before = { key, item, day };
  }
  const last = before && placements.get(before.key);
  if (last) last.ends = true;
  return placements;
}

function sameRun(a: LaidOut, b: LaidOut): boolean {
  return (
    a.direction === b.direction &&
    a.private === b.private &&
    a.author.id === b.author.id &&
    Date.parse(b.createdAt) - Date.parse(a.createdAt) < RUN_GAP_MS
  );
}
