import { createSignal } from "solid-js";
import { createStore, produce } from "solid-js/store";
import type { AssistEvent } from "../../../../schema/contracts/assists.ts";
import { type AssistAsk, streamAssist } from "../../../rest/assists.ts";
import { ApiError } from "../../../rest/client.ts";
import { onForget } from "../../../stores/forget.ts";

/** Something asked of the AI in one conversation, and what came of it so far. */
export interface Assist {
  /** A new try is a new one. */
  run: number;
  ask: AssistAsk;
  /** Which of the composer's texts it began from. */
  field: "reply" | "note";
  /** `waiting` for the first word · `writing` · `done` · `stopped` by the person · `failed`, with a problem. */
  state: "waiting" | "writing" | "done" | "stopped" | "failed";
  text: string;
  agent: { id: string; name: string } | null;
  /** The provider could not answer yet and is asked again at `at`, ms since the epoch. */
  retrying?: { reason: "overloaded" | "rate_limited"; at: number } | undefined;
  problem?: AssistProblem | undefined;
  used?: { tokens: number; costMicros: number } | undefined;
  /** It ended because it grew as long as an answer may be. */
  tooLong?: boolean;
  /** Set while the composer holds it: what stood there before, and since. */
  inserted?: { field: "reply" | "note"; before: string; after: string } | undefined;
}

/** Why there is no answer. `code` is the API's, or `internal` for a fault of this page. */
export interface AssistProblem {
  code: string;
  message: string;
  /** Not before this, ms since the epoch. */
  retryAt?: number;
  requestId?: string;
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
      await stream(tenant, id, ask, { signal, onEvent: (event) => change(heard(event, all[id]?.text ?? "")) });
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

/** Whether more of it is still to come. */
export const isRunning = (assist: Assist | undefined): boolean =>
  assist?.state === "waiting" || assist?.state === "writing";

/** What an event of the stream changes. */
function heard(event: AssistEvent, text: string): Partial<Assist> {
  switch (event.type) {
    case "start":
      return { agent: event.agent };
    case "retrying":
      return { retrying: { reason: event.reason, at: Date.now() + event.seconds * 1_000 } };
    case "delta":
      return { state: "writing", retrying: undefined, text: text + event.text };
    case "done":
      return {
        state: "done",
        retrying: undefined,
        text: event.text,
        used: usedOf(event),
        tooLong: event.stopReason === "max_tokens",
      };
    case "failed": {
      const { code, message, retryAfterSeconds } = event;
      const retryAt = retryAfterSeconds === undefined ? {} : { retryAt: Date.now() + retryAfterSeconds * 1_000 };
      return { state: "failed", retrying: undefined, used: usedOf(event), problem: { code, message, ...retryAt } };
    }
    default:
      // A kind of event that a newer server tells of.
      return {};
  }
}

function usedOf({ usage, cost }: Pick<Extract<AssistEvent, { type: "failed" }>, "usage" | "cost">): Assist["used"] {
  if (!usage || !cost) return undefined;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return { tokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens, costMicros: cost.micros };
}

const BROKEN_OFF: AssistProblem = { code: "ai_cut_off", message: "The connection broke before the answer was whole." };

function problemOf(error: unknown, text: string): AssistProblem {
  if (!(error instanceof ApiError)) {
    // The stream itself broke: the network went, or the server did.
    if (error instanceof TypeError || (error instanceof DOMException && text !== "")) return BROKEN_OFF;
    return { code: "internal", message: "This page ran into a fault." };
  }
  const { code, message, requestId, retryAfterSeconds } = error;
  return {
    code,
    message,
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAt: Date.now() + retryAfterSeconds * 1_000 }),
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
