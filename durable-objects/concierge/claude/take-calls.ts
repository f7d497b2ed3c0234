import { z } from "zod";
import { TOOL_NAMES, TOOLS, type ToolName } from "../../../schema/concierge/tools.ts";
import { beginCall, endCall, notShown } from "../ledger/calls.ts";
import type { Tx } from "../transcript/tx.ts";

/** A call as the model wrote it. */
export interface AskedCall {
  id: string;
  tool: string;
  args: unknown;
}

/** Calls of one turn; what is beyond is not carried out. */
const CALLS_A_TURN_MAX = 20;
/** What the arguments of one may hold, in characters of JSON. */
const ARGS_MAX_CHARACTERS = 16_000;

/**
 * Writes down what a model asks for, before any of it is done. What it may not ask for, or wrote wrongly, ends at once, with words that it can
 * mend it by.
 */
export function takeCalls(tx: Tx, turn: number, asked: readonly AskedCall[]): void {
  for (const [index, { id, tool, args }] of asked.entries()) {
    const of = { turn, toolUseId: id };
    if (!isTool(tool)) {
      notShown(tx, of, { error: `There is no tool ${tool.slice(0, 60)}. There are: ${TOOL_NAMES.join(", ")}.` });
      continue;
    }
    const read = readArgs(tx, tool, args);
    const fault = index >= CALLS_A_TURN_MAX ? `At most ${CALLS_A_TURN_MAX} calls at once.` : read.fault;
    const call = beginCall(tx, { tool, args: read.args, of });
    if (fault !== undefined)
      endCall(tx, call, { ok: false, outcome: "It was asked for wrongly.", content: { error: fault } });
  }
}

function isTool(name: string): name is ToolName {
  return (TOOL_NAMES as readonly string[]).includes(name);
}

/** Tools that may name a module the session is not about. */
const ANY_MODULE: ReadonlySet<ToolName> = new Set<ToolName>(["requestModule"]);

function readArgs(tx: Tx, tool: ToolName, given: unknown): { args: Record<string, unknown>; fault?: string } {
  if (JSON.stringify(given ?? null).length > ARGS_MAX_CHARACTERS)
    return { args: {}, fault: "The arguments are too long." };
  const read = TOOLS[tool].input.safeParse(given);
  if (!read.success)
    return { args: {}, fault: `The arguments are not right: ${z.prettifyError(read.error)}`.slice(0, 2_000) };
  const args: Record<string, unknown> = read.data;
  const { module } = args;
  if (typeof module === "string" && !ANY_MODULE.has(tool) && !tx.facts.modules.includes(module))
    return { args, fault: `This set-up is not about ${module}. It is about: ${tx.facts.modules.join(", ")}.` };
  return { args };
}
