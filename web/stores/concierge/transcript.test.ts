import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConciergeDown } from "../../../schema/concierge/down.ts";
import type { Entry, EntryOf } from "../../../schema/concierge/entries.ts";
import { message, sessionOf } from "./session.test-kit.ts";
import { applyFrame, type Transcript, transcriptOf } from "./transcript.ts";

const AT = "2026-11-20T08:00:00.000Z";

describe("a frame", () => {
  const start = () => transcriptOf(sessionOf({ entries: [message({ id: "cge_1", seq: 1, text: "Hel" })] }));
  const text = (transcript: Transcript | undefined) =>
    (transcript?.entries.get("cge_1") as EntryOf<"message"> | undefined)?.text;

  it("adds to a text, and what is there already is left out", () => {
    const more = applyFrame(start(), { type: "append", seq: 2, id: "cge_1", offset: 3, text: "lo" });
    expect(text(more)).toBe("Hello");
    expect(text(applyFrame(more!, { type: "append", seq: 2, id: "cge_1", offset: 3, text: "lo" }))).toBe("Hello");
    expect(text(applyFrame(more!, { type: "append", seq: 3, id: "cge_1", offset: 4, text: "o!" }))).toBe("Hello!");
    expect(more?.seq).toBe(2);
  });

  it("that begins after what is here, or adds to what is not here, says that something is missing", () => {
    expect(applyFrame(start(), { type: "append", seq: 9, id: "cge_1", offset: 4, text: "o" })).toBeUndefined();
    expect(applyFrame(start(), { type: "append", seq: 9, id: "cge_9", offset: 0, text: "o" })).toBeUndefined();
  });

  it("of a session that begins again says that it must be read anew", () => {
    const { state } = start();
    expect(applyFrame(start(), { type: "hello", seq: 0, version: 1, state })).toBeUndefined();
    expect(applyFrame(start(), { type: "hello", seq: 1, version: 1, state })).toBeDefined();
  });

  it("that is older than what is here changes nothing", () => {
    const now = start();
    expect(applyFrame(now, { type: "put", seq: 1, entry: message({ id: "cge_1", seq: 1, text: "Old" }) })).toBe(now);
  });

  it("of what changed keeps its place", () => {
    const both = applyFrame(start(), { type: "put", seq: 2, entry: message({ id: "cge_2", seq: 2 }) });
    const again = applyFrame(both!, { type: "put", seq: 3, entry: message({ id: "cge_1", seq: 3, text: "New" }) });
    expect(again?.order).toEqual(["cge_1", "cge_2"]);
    expect(text(again)).toBe("New");
  });

  it("of what appeared earlier and changed later takes its place before the others", () => {
    const early = message({ id: "cge_0", seq: 7, at: "2026-11-20T07:59:59.000Z" });
    expect(applyFrame(start(), { type: "put", seq: 7, entry: early })?.order).toEqual(["cge_0", "cge_1"]);
  });

  it("of the state moves no cursor: an entry that changed before it may be on its way", () => {
    const { state } = start();
    expect(applyFrame(start(), { type: "state", seq: 40, state: { ...state, activity: "paused" } })).toMatchObject({
      seq: 1,
      state: { activity: "paused" },
    });
  });
});

/** A session as its object keeps it: it counts, and answers what changed after a number. */
class Source {
  seq = 0;
  made = 0;
  readonly entries = new Map<string, Entry>();
  readonly frames: ConciergeDown[] = [];

  put(entry: Entry): void {
    this.entries.set(entry.id, entry);
    this.frames.push({ type: "put", seq: entry.seq, entry });
  }
  say(words: string): void {
    const id = `cge_${String(this.made++).padStart(4, "0")}`;
    this.put(message({ id, seq: ++this.seq, at: AT, text: words, state: "streaming" }));
  }
  write(words: string): void {
    const [known] = [...this.entries.values()].reverse();
    if (known?.kind !== "message" || known.state !== "streaming") return;
    const next = { ...known, seq: ++this.seq, text: known.text + words };
    this.entries.set(known.id, next);
    this.frames.push({ type: "append", seq: this.seq, id: known.id, offset: known.text.length, text: words });
  }
  change(pick: number): void {
    const known = [...this.entries.values()][pick % Math.max(1, this.entries.size)];
    if (known?.kind === "message") this.put({ ...known, seq: ++this.seq, state: "done" });
  }
  replay(since: number): ConciergeDown[] {
    const changed = [...this.entries.values()].filter(({ seq }) => seq > since).toSorted((a, b) => a.seq - b.seq);
    return [
      { type: "hello", seq: this.seq, version: 1, state: sessionOf({}) },
      ...changed.map((entry): ConciergeDown => ({ type: "put", seq: entry.seq, entry })),
    ];
  }
}

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ act: fc.constant("say" as const), words: fc.string({ maxLength: 6 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant("write" as const),
      words: fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("change" as const), pick: fc.nat(20) }) },
  // The line breaks: of what was on its way only the first so many frames came, and some of the replay with them.
  { weight: 3, arbitrary: fc.record({ act: fc.constant("cut" as const), heard: fc.nat(6), replayed: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("again" as const), frames: fc.nat(4) }) },
);

describe("any split and any reconnect", () => {
  it("gives the transcript that a device has which never lost a frame", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const source = new Source();
        let device = transcriptOf(sessionOf({}));
        let heard = 0;
        const hear = (frame: ConciergeDown): void => {
          const next = applyFrame(device, frame);
          expect(next, JSON.stringify(frame)).toBeDefined();
          device = next!;
        };
        const hearAll = (): void => {
          while (heard < source.frames.length) hear(source.frames[heard++]!);
        };
        for (const one of steps) {
          if (one.act === "say") source.say(one.words);
          else if (one.act === "write") source.write(one.words);
          else if (one.act === "change") source.change(one.pick);
          else if (one.act === "again") source.frames.slice(Math.max(0, heard - one.frames), heard).forEach(hear);
          else {
            for (let n = 0; n < one.heard && heard < source.frames.length; n++) hear(source.frames[heard++]!);
            source.replay(device.seq).slice(0, one.replayed).forEach(hear);
            // It breaks again in the middle of that, and comes back.
            source.replay(device.seq).forEach(hear);
            heard = source.frames.length;
          }
        }
        hearAll();
        expect([...device.entries.values()].toSorted(byId)).toEqual([...source.entries.values()].toSorted(byId));
        expect(device.order).toEqual([...source.entries.keys()]);
        expect(device.seq).toBe(Math.max(0, ...[...source.entries.values()].map(({ seq }) => seq)));
      }),
      { numRuns: 500 },
    );
  });

  it("ends alike on a device that begins in the middle", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { maxLength: 30 }), (before, after) => {
        const source = new Source();
        const play = (steps: typeof before) => {
          for (const one of steps) {
            if (one.act === "say") source.say(one.words);
            if (one.act === "write") source.write(one.words);
            if (one.act === "change") source.change(one.pick);
          }
        };
        play(before);
        let late = transcriptOf(sessionOf({ seq: source.seq, entries: [...source.entries.values()] }));
        const from = source.frames.length;
        play(after);
        for (const frame of source.frames.slice(from)) late = applyFrame(late, frame)!;
        expect([...late.entries.values()].toSorted(byId)).toEqual([...source.entries.values()].toSorted(byId));
      }),
      { numRuns: 200 },
    );
  });
});

function byId(a: Entry, b: Entry): number {
  return a.id < b.id ? -1 : 1;
}
