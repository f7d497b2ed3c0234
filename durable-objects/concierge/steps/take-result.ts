import type { HostResult } from "../../../schema/concierge/host.ts";
import { TOOLS } from "../../../schema/concierge/tools.ts";
import { type Call, endCall, findCall, onlyReads, waitAt } from "../ledger/calls.ts";
import { closeModule } from "../ledger/close-module.ts";
import { countModules, modulesOf } from "../modules-of.ts";
import type { Tx } from "../transcript/tx.ts";
import { endSession } from "./end-session.ts";
import { goForward } from "./forward.ts";

/** What the worker made of a call goes to the ledger, to people, and to what the session knows of its modules. */
export function takeResult(tx: Tx, id: string, result: HostResult): void {
  const call = findCall(tx, id);
  // Made twice, after a death or by two alarms at once: the first to answer has opened its form.
  if (call?.state !== "pending" || call.waits) return;
  if (isForward(tx, call, result)) goForward(tx);
  if (result.progress !== undefined) tx.facts.progress = result.progress;
  if (call.module !== null) noteTrouble(tx, call.module, result);
  if (result.form !== undefined && tx.facts.state === "active") {
    const form = tx.add({ kind: "form", ...result.form, state: "open", stored: {}, by: null });
    // Until it is sent, nobody knows how it ends; a death in between finds the form, and does not ask again.
    tx.sql.exec("UPDATE calls SET began_at = NULL WHERE id = ?", id);
    return waitAt(tx, id, form);
  }
  if (call.tool === "finish") return finish(tx, call, result);
  endCall(tx, id, { ...result, faults: result.result?.faults ?? [] });
  if (result.result !== undefined) tx.add({ kind: "result", ...result.result });
  if (call.tool === "skip" && result.ok && call.module !== null) leaveOut(tx, call.module);
}

/** What is seen for the first time; a model that asks for the same again and again gets nowhere. */
function isForward(tx: Tx, call: Call, { ok, form, progress }: HostResult): boolean {
  if (form !== undefined) return true;
  if (progress !== undefined && states(progress) !== states(tx.facts.progress ?? [])) return true;
  if (!ok || onlyReads(call)) return false;
  const same = "SELECT 1 FROM calls WHERE state = 'done' AND tool = ? AND args = ? LIMIT 1";
  return tx.sql.exec(same, call.tool, JSON.stringify(call.args)).toArray().length === 0;
}

function states(progress: NonNullable<HostResult["progress"]>): string {
  return progress.map(({ slug, state }) => `${slug} ${state}`).join();
}

/** The account keeps nothing of an install that its provider refused: why, is kept here. */
function noteTrouble({ facts }: Tx, module: string, { result }: HostResult): void {
  if (result === undefined) return;
  if (result.state === "blocked")
    facts.troubles[module] = { reason: result.health?.reason ?? null, fix: result.health?.fix ?? null };
  else delete facts.troubles[module];
}

function leaveOut(tx: Tx, module: string): void {
  if (!tx.facts.skipped.includes(module)) tx.facts.skipped.push(module);
  closeModule(tx, module, { ok: true, outcome: "It was left out.", content: { skipped: true } });
}

/** A session is finished when nothing is left to do, whatever a driver says of it. */
function finish(tx: Tx, call: Call, result: HostResult): void {
  const modules = modulesOf(tx.facts, []);
  const { live, total } = countModules(modules);
  const left = modules.filter(({ state }) => state !== "live" && state !== "skipped").map(({ name }) => name);
  if (!result.ok || live < total || tx.facts.progress === null) {
    const outcome = result.ok ? `It is not finished: ${left.join(", ")}.` : result.outcome;
    return void endCall(tx, call.id, { ok: false, outcome, content: { finished: false, left } });
  }
  endCall(tx, call.id, result);
  endSession(tx, "finished", TOOLS.finish.input.parse(call.args).summary);
}
