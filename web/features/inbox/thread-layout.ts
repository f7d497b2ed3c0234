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

/** Groups a message with its neighbours: by local day, and into runs of one author with no pause over five minutes. */
export function placeMessage(before: LaidOut | undefined, item: LaidOut, after: LaidOut | undefined): Placement {
  const newDay = before === undefined || !sameDay(before, item);
  return {
    day: newDay ? item.createdAt : undefined,
    starts: newDay || !sameRun(before, item),
    ends: after === undefined || !sameDay(item, after) || !sameRun(item, after),
  };
}

function sameDay(a: LaidOut, b: LaidOut): boolean {
  return new Date(a.createdAt).toDateString() === new Date(b.createdAt).toDateString();
}

function sameRun(a: LaidOut, b: LaidOut): boolean {
  return (
    a.direction === b.direction &&
    a.private === b.private &&
    a.author.id === b.author.id &&
    Date.parse(b.createdAt) - Date.parse(a.createdAt) < RUN_GAP_MS
  );
}
