import type { ConciergeDown } from "../../../schema/concierge/down.ts";
import type { Entry } from "../../../schema/concierge/entries.ts";
import type { ConciergeSession, ConciergeState } from "../../../schema/contracts/concierge.ts";

/** What this device has of a session. Never changed in place: what is the same in the next one is the same object. */
export interface Transcript {
  readonly state: ConciergeState;
  /** The newest change of an entry that is here: a socket goes on after it. */
  readonly seq: number;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Ids in the order they appeared. */
  readonly order: readonly string[];
  readonly devices: readonly Device[];
}
export type Device = Extract<ConciergeDown, { type: "devices" }>["devices"][number];

/** A session as the API answers it. */
export function transcriptOf({ entries, ...state }: ConciergeSession): Transcript {
  const inOrder = entries.toSorted((one, other) => (isAfter(one, other) ? 1 : -1));
  return {
    state,
    seq: entries.reduce((newest, { seq }) => Math.max(newest, seq), 0),
    entries: new Map(inOrder.map((entry) => [entry.id, entry])),
    order: inOrder.map(({ id }) => id),
    devices: [],
  };
}

/**
 * What one frame makes of it. Frames may come again, and from the middle of what is here: those change nothing. Undefined: something is missing
 * in between, or the session is another than the one that is here, and it must be read anew.
 */
export function applyFrame(transcript: Transcript, frame: ConciergeDown): Transcript | undefined {
  switch (frame.type) {
    case "hello":
      return frame.seq < transcript.seq ? undefined : { ...transcript, state: frame.state };
    case "state":
      return { ...transcript, state: frame.state };
    case "devices":
      return { ...transcript, devices: frame.devices };
    case "put":
      return withEntry(transcript, frame.entry);
    case "append":
      return withText(transcript, frame);
    default:
      return frame satisfies never;
  }
}

function withEntry(transcript: Transcript, entry: Entry): Transcript {
  const known = transcript.entries.get(entry.id);
  if (known !== undefined && known.seq >= entry.seq) return transcript;
  const entries = new Map(transcript.entries).set(entry.id, entry);
  const order = known === undefined ? placed(transcript, entry) : transcript.order;
  return { ...transcript, seq: Math.max(transcript.seq, entry.seq), entries, order };
}

function withText(
  transcript: Transcript,
  { id, seq, offset, text }: Extract<ConciergeDown, { type: "append" }>,
): Transcript | undefined {
  const known = transcript.entries.get(id);
  if (known?.kind !== "message" || offset > known.text.length) return undefined;
  const fresh = text.slice(known.text.length - offset);
  if (fresh === "" && seq <= known.seq) return transcript;
  const entry = { ...known, seq: Math.max(known.seq, seq), text: known.text + fresh };
  return {
    ...transcript,
    seq: Math.max(transcript.seq, seq),
    entries: new Map(transcript.entries).set(id, entry),
  };
}

/** Nearly always at the end. Ids rise with time: they part what appeared in the same millisecond. */
function placed({ entries, order }: Transcript, entry: Entry): readonly string[] {
  let at = order.length;
  while (at > 0 && isAfter(entries.get(order[at - 1]!)!, entry)) at -= 1;
  return order.toSpliced(at, 0, entry.id);
}

function isAfter(one: Entry, other: Entry): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}
