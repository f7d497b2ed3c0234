import type { EntryOf } from "../../../schema/concierge/entries.ts";
import { TOOLS, type ToolName } from "../../../schema/concierge/tools.ts";
import { newId } from "../../../schema/ids.ts";
import type { Tx } from "../transcript/tx.ts";
import { aboutModule } from "./about-module.ts";

/** A call of a tool as the ledger has it. */
export interface Call {
  number: number;
  id: string;
  turn: number | null;
  toolUseId: string | null;
  tool: ToolName;
  module: string | null;
  args: Record<string, unknown>;
  state: "pending" | "done" | "failed";
  asked: string | null;
  waits: boolean;
  approvedBy: string | null;
  early: string | null;
  beganAt: number | null;
  tries: number;
  failures: number;
  dueAt: number;
  faults: string[];
  content: unknown;
}

export interface NewCall {
  tool: ToolName;
  args: Record<string, unknown>;
  /** The module it is about, where its arguments name none. */
  about?: string;
  /** Where the model asks: its message in the record, and its own name for the call. */
  of?: { turn: number; toolUseId: string };
}

/** Writes a call down before it is made, and shows it. Answers its id. */
export function beginCall(tx: Tx, { tool, args, about, of }: NewCall): string {
  const module = textIn(args, "module") ?? about ?? null;
  const id = newId("conciergeEntry");
  tx.sql.exec(
    "INSERT INTO calls (id, turn, tool_use_id, tool, module, args, state) VALUES (?, ?, ?, ?, ?, ?, 'pending')",
    id,
    of?.turn ?? null,
    of?.toolUseId ?? null,
    tool,
    module,
    JSON.stringify(args),
  );
  const shown = {
    args,
    why: textIn(args, "why") ?? null,
    module: module === null ? null : aboutModule(tx.facts, module),
    driver: tx.facts.driver,
  };
  tx.add({ kind: "call", tool, ...shown, state: "pending", outcome: null, ms: null }, { id });
  return id;
}

/** Writes down what the model asked for and is no tool at all: it is answered, and shown to nobody. */
export function notShown(tx: Tx, { turn, toolUseId }: NonNullable<NewCall["of"]>, content: unknown): void {
  tx.sql.exec(
    "INSERT INTO calls (id, turn, tool_use_id, tool, args, state, content) VALUES (?, ?, ?, '', '{}', 'failed', ?)",
    newId("conciergeEntry"),
    turn,
    toolUseId,
    JSON.stringify(content),
  );
}

export interface CallEnd {
  ok: boolean;
  /** Told to people, in one line. */
  outcome: string;
  /** Told to the model. */
  content: unknown;
  faults?: readonly string[];
}

/**
 * Ends a call. Whatever it had opened for people and is open still is over. A call that
 * has ended stays as it ended: answers false.
 */
export function endCall(tx: Tx, id: string, { ok, outcome, content, faults = [] }: CallEnd): boolean {
  const call = findCall(tx, id);
  if (call?.state !== "pending") return false;
  const state = ok ? "done" : "failed";
  const text = boundedJson(content);
  tx.sql.exec(
    "UPDATE calls SET state = ?, waits = 0, content = ?, faults = ? WHERE id = ?",
    state,
    text,
    JSON.stringify(faults),
    id,
  );
  const entry = tx.find("call", id);
  const ms = call.beganAt === null ? null : tx.now - call.beganAt;
  if (entry !== undefined) tx.change(entry, { state, outcome, ms });
  if (call.asked !== null) closeAsked(tx, call.asked);
  // The model hears of what is no answer to its last message: of calls of others, and of those it was told early.
  if (call.early !== null || (call.turn === null && tx.facts.driver === "claude"))
    notice(tx, { event: "call_ended", tool: call.tool, ...moduleIn(call), result: text });
  return true;
}

/** Tells the model something that is no answer to a call of its own, or comes late. */
export function notice(tx: Tx, event: Record<string, unknown>): void {
  tellModel(tx, `<event>${escapeMarkup(JSON.stringify(event))}</event>`);
}

/** Adds what the model is told next. */
export function tellModel(tx: Tx, text: string): void {
  const content = JSON.stringify([{ type: "text", text }]);
  tx.sql.exec("INSERT INTO messages (role, content) VALUES ('user', ?)", content);
}

/** What people and others wrote cannot close the tags it stands between. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A call waits for people from now on, at the entry that asks them. */
export function waitAt(tx: Tx, id: string, entryId: string): void {
  tx.sql.exec("UPDATE calls SET asked = ?, waits = 1 WHERE id = ?", entryId, id);
}

/** The pending call that waits at this entry. */
export function callWaitingAt(tx: Tx, entryId: string): Call | undefined {
  return pendingCalls(tx).find(({ asked, waits }) => waits && asked === entryId);
}

export function findCall(tx: Pick<Tx, "sql">, id: string): Call | undefined {
  return readCalls(tx, "WHERE id = ?", id)[0];
}

/** Every call that has not ended, in the order they were asked for. */
export function pendingCalls(tx: Pick<Tx, "sql">): Call[] {
  return readCalls(tx, "WHERE state = 'pending' ORDER BY number");
}

export function readCalls(tx: Pick<Tx, "sql">, where: string, ...values: (string | number)[]): Call[] {
  return tx.sql
    .exec<CallRow>(`${COLUMNS} ${where}`, ...values)
    .toArray()
    .map(({ args, waits, faults, content, ...row }) => ({
      ...row,
      args: JSON.parse(args) as Record<string, unknown>,
      waits: waits === 1,
      faults: JSON.parse(faults) as string[],
      content: content === null ? null : (JSON.parse(content) as unknown),
    }));
}

/** Whether a call changes nothing and asks nobody. */
export function onlyReads({ tool }: Pick<Call, "tool">): boolean {
  return TOOLS[tool].kind === "reads";
}

const COLUMNS = `SELECT number, id, turn, tool_use_id AS toolUseId, tool, module, args, state, asked, waits, approved_by AS approvedBy, early,
  began_at AS beganAt, tries, failures, due_at AS dueAt, faults, content FROM calls`;
type CallRow = Omit<Call, "args" | "waits" | "faults" | "content"> & {
  args: string;
  waits: number;
  faults: string;
  content: string | null;
};

/** What one call may tell the model, in characters. */
const CONTENT_MAX_CHARACTERS = 20_000;

function boundedJson(content: unknown): string {
  const text = JSON.stringify(content ?? null);
  if (text.length <= CONTENT_MAX_CHARACTERS) return text;
  return JSON.stringify({ cut: true, beginning: text.slice(0, CONTENT_MAX_CHARACTERS) });
}

function textIn(args: Record<string, unknown>, name: string): string | undefined {
  const value = args[name];
  return typeof value === "string" ? value : undefined;
}

function moduleIn({ module }: Call): { module?: string } {
  return module === null ? {} : { module };
}

function closeAsked(tx: Tx, id: string): void {
  for (const kind of ["form", "question", "approval"] as const) {
    const entry: EntryOf<"form"> | EntryOf<"question"> | EntryOf<"approval"> | undefined = tx.find(kind, id);
    if (entry?.state !== "open") continue;
    tx.change(entry, { state: "over" });
  }
}
