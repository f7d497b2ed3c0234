import type { ThinkEvent, ThinkUsage } from "../../../schema/concierge/host.ts";
import { goForward, stumble } from "../steps/forward.ts";
import { note } from "../transcript/say.ts";
import type { Tx } from "../transcript/tx.ts";
import { toolUsesIn } from "./messages-for.ts";
import { addAnswer } from "./record.ts";
import { type AskedCall, takeCalls } from "./take-calls.ts";

/** What is known of a turn that is under way. */
export interface Turn {
  id: string;
  /** The last of the record that the model was given. */
  readUpTo: number;
  /** Its words in the transcript, once there are any. */
  message: string | undefined;
  /** The first half of a character whose second half has not come yet. */
  held: string;
  /** Characters of its words so far. */
  written: number;
  /** The note that says it is waited for. */
  note: string | undefined;
  asked: AskedCall[];
}

/** What a model may write in one turn, in characters; what is beyond is left out. */
const TEXT_MAX_CHARACTERS = 20_000;

/** Takes one event of a turn. */
export function takeEvent(tx: Tx, turn: Turn, event: ThinkEvent): void {
  switch (event.type) {
    case "text":
      return write(tx, turn, event.text);
    case "call":
      turn.asked.push({ id: event.id, tool: event.tool, args: event.args });
      return;
    case "retrying":
      return tellRetry(tx, turn, event);
    case "end":
      return endTurn(tx, turn, event);
    case "failed":
      return failTurn(tx, turn, event);
    default:
      return event satisfies never;
  }
}

function write(tx: Tx, turn: Turn, given: string): void {
  let text = (turn.held + given).slice(0, TEXT_MAX_CHARACTERS - turn.written);
  // Half a character cannot be stored.
  turn.held = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : "";
  if (turn.held !== "") text = text.slice(0, -1);
  if (text === "") return;
  turn.written += text.length;
  const message = turn.message === undefined ? undefined : tx.find("message", turn.message);
  if (message !== undefined) return tx.append(message, text);
  turn.message = tx.add({
    kind: "message",
    from: "concierge",
    author: null,
    driver: "claude",
    text,
    state: "streaming",
    removed: 0,
  });
}

/** One line, however often it has to wait. */
function tellRetry(tx: Tx, turn: Turn, { reason, seconds }: Extract<ThinkEvent, { type: "retrying" }>): void {
  const why = reason === "overloaded" ? "Claude is overloaded" : "Claude is asked too often";
  const text = `${why}. It is asked again in ${Math.ceil(seconds)} s.`;
  const held = turn.note === undefined ? undefined : tx.find("note", turn.note);
  if (held === undefined) turn.note = tx.add({ kind: "note", tone: "info", text });
  else tx.change(held, { text });
}

/** The model's message and everything it asks for are written down as one. Arguments are those it streamed; what it only mentions is answered too. */
function endTurn(tx: Tx, turn: Turn, { stopReason, content, usage }: Extract<ThinkEvent, { type: "end" }>): void {
  close(tx, turn, "done");
  count(tx, usage);
  tx.facts.turnId = null;
  if (stopReason === "refusal") return fallBack(tx, "Claude declined to go on.");
  tx.facts.stumbles = 0;
  if (content.length === 0) return;
  const number = addAnswer(tx, content, turn.readUpTo);
  const asked = toolUsesIn(content).flatMap((id) => turn.asked.find((call) => call.id === id) ?? []);
  takeCalls(tx, number, asked);
}

/** A turn that did not come to its end: of it nothing goes into the record. What may go away is tried again, a little later each time. */
export function failTurn(
  tx: Tx,
  turn: Turn,
  {
    code,
    reason,
    retryAfterSeconds,
    usage,
  }: Pick<Extract<ThinkEvent, { type: "failed" }>, "code" | "reason" | "retryAfterSeconds"> & { usage?: ThinkUsage },
): void {
  close(tx, turn, "cut");
  if (usage !== undefined) count(tx, usage);
  tx.facts.turnId = null;
  const waits = retryAfterSeconds ?? 0;
  if (!MAY_GO_AWAY.has(code) || tx.facts.stumbles >= STUMBLES_MAX || waits > WAIT_MAX_SECONDS)
    return fallBack(tx, reason);
  stumble(tx, retryAfterSeconds);
}

const MAY_GO_AWAY: ReadonlySet<string> = new Set(["ai_overloaded", "ai_rate_limited", "ai_cut_off", "ai_failed"]);
/** Failures in a row after which the guided driver goes on. */
const STUMBLES_MAX = 2;
/** A person is there: whoever has to wait longer is helped sooner by the guided driver. */
const WAIT_MAX_SECONDS = 30;

function close(tx: Tx, { message }: Turn, state: "done" | "cut"): void {
  const held = message === undefined ? undefined : tx.find("message", message);
  if (held?.state === "streaming") tx.change(held, { state });
}

function count({ facts }: Tx, { inputTokens, outputTokens, micros }: ThinkUsage): void {
  facts.usage.inputTokens += inputTokens;
  facts.usage.outputTokens += outputTokens;
  facts.usage.micros += micros;
}

/** The guided driver goes on where the model stood: ledger, forms and modules are the same for both. */
function fallBack(tx: Tx, reason: string): void {
  tx.facts.driver = "guided";
  tx.facts.driverReason = reason;
  note(tx, "warning", `${reason} The guided set-up goes on from here.`);
  goForward(tx);
}
