import { createSignal } from "solid-js";
import { createStore, produce } from "solid-js/store";
import { type AssistAsk, streamAssist } from "../../../rest/assists.ts";
import { onForget } from "../../../stores/forget.ts";
import { type Answer, BROKEN_OFF, heard, isRunning, problemOf } from "../../answer/answer.ts";

/** Something asked of the AI in one conversation, and what came of it so far. */
export interface Assist extends Answer {
  /** A new try is a new one. */
  run: number;
  ask: AssistAsk;
  /** Which of the composer's texts it began from. */
  field: "reply" | "note";
  agent: { id: string; name: string } | null;
  /** Set while the composer holds it: what stood there before, and since. */
  inserted?: { field: "reply" | "note"; before: string; after: string } | undefined;
}

const KEPT = 20;

/** What the AI writes, one thing per conversation. It goes on while another conversation is looked at, and waits there for the person. */
export type Assists = ReturnType<typeof createAssists>;

function createAssists(tenant: string, stream: typeof streamAssist = streamAssist) {
  const [all, setAll] = createStore<Record<string, Assist>>({});
  const [agent, choose] = createSignal("");
  const stops = new Map<string, AbortController>();
  let made = 0;

  function start(id: string, ask: AssistAsk, field: Assist["field"]): void {
    stops.get(id)?.abort();
    const run = ++made;
    const stop = new AbortController();
    stops.set(id, stop);
    setAll(
      produce((assists) => {
        // Taken out and put back at the end: the order is of last use.
        delete assists[id];
        assists[id] = { run, ask, field, state: "waiting", text: "", agent: null };
        const resting = Object.keys(assists).filter((key) => !isRunning(assists[key]));
        for (const oldest of resting.slice(0, Math.max(0, Object.keys(assists).length - KEPT))) delete assists[oldest];
      }),
    );
    void follow(id, run, stop.signal);
  }

  async function follow(id: string, run: number, signal: AbortSignal): Promise<void> {
    const ask = all[id]?.ask;
    if (!ask) return;
    const change = (fields: Partial<Assist>): void => {
      // Stopped, closed or asked anew meanwhile: what still comes is nobody's.
      if (all[id]?.run === run && !signal.aborted) setAll(id, fields);
    };
    try {
      await stream(tenant, id, ask, {
        signal,
        onEvent: (event) =>
          change({
            ...heard(event, all[id]?.text ?? ""),
            ...(event.type === "start" ? { agent: event.agent } : {}),
          }),
      });
      if (isRunning(all[id])) change({ state: "failed", problem: BROKEN_OFF });
    } catch (error) {
      change({ state: "failed", retrying: undefined, problem: problemOf(error, all[id]?.text ?? "") });
    } finally {
      if (all[id]?.run === run) stops.delete(id);
    }
  }

  function stop(id: string): void {
    stops.get(id)?.abort();
    stops.delete(id);
    if (isRunning(all[id])) setAll(id, { state: "stopped", retrying: undefined });
  }

  function close(id: string): void {
    stop(id);
    setAll(produce((assists) => void delete assists[id]));
  }

  return {
    of: (id: string): Assist | undefined => all[id],
    /** Whom the person wants to write, by id; empty: whoever fits. */
    agent,
    choose,
    start,
    /** Asks the same once more, with what is given changed. */
    again(id: string, change: Partial<AssistAsk> = {}): void {
      const assist = all[id];
      if (assist) start(id, { ...assist.ask, ...change }, assist.field);
    },
    /** Ends it where it is. What came stays. */
    stop,
    /** Stops it and takes it away. */
    close,
    /** Notes that the composer holds it now, or, with undefined, that it was taken out again: `text` is what the person made of it. */
    insert(id: string, inserted: Assist["inserted"], text?: string): void {
      if (all[id]) setAll(id, { inserted, ...(text === undefined ? {} : { text }) });
    },
    stopAll(): void {
      for (const id of stops.keys()) stop(id);
    },
  };
}

const kept = new WeakMap<object, Assists>();

/** The assists of an inbox, made at the first call. Signing out stops them. */
export function assistsOf(inbox: { tenant: string }): Assists {
  const known = kept.get(inbox);
  if (known) return known;
  const made = createAssists(inbox.tenant);
  kept.set(inbox, made);
  onForget(made.stopAll);
  return made;
}
