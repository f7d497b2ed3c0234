import type { ToolName } from "../../../schema/concierge/tools.ts";
import { TOOLS } from "../../../schema/concierge/tools.ts";
import { APPROVAL_MS } from "../../../schema/concierge/words.ts";
import { type Call, waitAt } from "../ledger/calls.ts";
import { aboutModule } from "../ledger/about-module.ts";
import type { Tx } from "../transcript/tx.ts";
import { goForward } from "./forward.ts";

/** Opens what people have to answer before a call is made, or in its place. Answers false for a call that asks nobody, or has been approved. */
export function askPeople(tx: Tx, call: Call): boolean {
  if (call.tool === "askPerson") waitAt(tx, call.id, openQuestion(tx, call));
  else if (TOOLS[call.tool].kind === "approved" && call.asked === null) waitAt(tx, call.id, openApproval(tx, call));
  else return false;
  goForward(tx);
  return true;
}

function openQuestion(tx: Tx, { args }: Call): string {
  const { question, choices } = TOOLS.askPerson.input.parse(args);
  return tx.add({ kind: "question", text: question, choices: choices ?? [], state: "open", answer: null, by: null });
}

function openApproval(tx: Tx, { tool, args, module }: Call): string {
  const name = module === null ? "this" : aboutModule(tx.facts, module).name;
  return tx.add({
    kind: "approval",
    tool,
    args,
    ...wordsFor(tool, name),
    for: tx.facts.holder,
    state: "open",
    expiresAt: new Date(tx.now + APPROVAL_MS).toISOString(),
  });
}

type ApprovedTool = { [T in ToolName]: (typeof TOOLS)[T]["kind"] extends "approved" ? T : never }[ToolName];

/** What a click does, for people. */
const WORDS: Record<ApprovedTool, (name: string) => { title: string; consequence: string }> = {
  requestModule: (name) => ({
    title: `Ask for ${name}`,
    consequence: "Whoever manages this account is asked for it. It may cost money.",
  }),
  uninstallModule: (name) => ({
    title: `Remove ${name}`,
    consequence: "It is removed with the values stored for it, and what needs it stops working.",
  }),
};

function wordsFor(tool: ToolName, name: string): { title: string; consequence: string } {
  return WORDS[tool as ApprovedTool](name);
}
