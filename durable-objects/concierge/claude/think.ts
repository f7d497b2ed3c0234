import type { ThinkEvent } from "../../../schema/concierge/host.ts";
import { SESSION_CAPS } from "../../../schema/concierge/words.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { refOf } from "../ref-of.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { within } from "../steps/within.ts";
import type { Tx } from "../transcript/tx.ts";
import { messagesFor } from "./messages-for.ts";
import { readEvents } from "./read-events.ts";
import { readRecord } from "./record.ts";
import { type Turn, failTurn, takeEvent } from "./take-event.ts";

/**
 * One turn of the model. What it writes is stored and told as it comes; what it asks for is written down together with its message when the turn
 * has ended, so that a turn that is lost half-way has asked for nothing. A turn that is not wanted any more is not listened to.
 */
export async function think(session: Session): Promise<void> {
  const begun = commit(session, beginTurn);
  const { turn, ref, request } = begun;
  const stop = new AbortController();
  session.turn = { id: turn.id, stop };
  try {
    const stream = await within(OPEN_TIMEOUT_MS, session.host.think(ref, request));
    for await (const events of readEvents(stream, stop.signal)) {
      const heard = commit(session, (tx) => isWanted(tx, turn) && takeAll(tx, turn, events));
      if (!heard) return;
      if (events.some(({ type }) => type === "end" || type === "failed")) return;
    }
  } catch (error) {
    if (stop.signal.aborted) return;
    console.warn(
      JSON.stringify({ level: "warn", event: "concierge_turn_broke", session: ref.sessionId, reason: reasonOf(error) }),
    );
  }
  commit(session, (tx) => {
    if (isWanted(tx, turn)) failTurn(tx, turn, CUT);
  });
}

/** How long the worker may take until it lets the stream be read; what the model takes is a silence within it. */
const OPEN_TIMEOUT_MS = 60_000;

const CUT = { code: "ai_cut_off", reason: "Claude broke off." } as const;

function beginTurn(tx: Tx) {
  const { facts } = tx;
  const { usage } = facts;
  const turnId = crypto.randomUUID();
  facts.turnId = turnId;
  usage.turns += 1;
  const { rows, calls } = readRecord(tx);
  const turn: Turn = {
    id: turnId,
    readUpTo: rows.at(-1)?.number ?? 0,
    message: undefined,
    held: "",
    written: 0,
    note: undefined,
    asked: [],
  };
  const left = {
    tokens: Math.max(0, SESSION_CAPS.tokens - usage.inputTokens - usage.outputTokens),
    micros: Math.max(0, SESSION_CAPS.micros - usage.micros),
  };
  return { turn, ref: refOf(facts), request: { turnId, messages: messagesFor(rows, calls), left } };
}

/** Somebody may have stopped it, or given the lead to the other driver. */
function isWanted({ facts }: Tx, { id }: Turn): boolean {
  return facts.state === "active" && !facts.paused && facts.turnId === id;
}

function takeAll(tx: Tx, turn: Turn, events: readonly ThinkEvent[]): true {
  // Words that came together are told together.
  const joined: ThinkEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === "text" && last?.type === "text")
      joined[joined.length - 1] = { type: "text", text: last.text + event.text };
    else joined.push(event);
  }
  for (const event of joined) takeEvent(tx, turn, event);
  return true;
}
