import { type Actor, authorOf, requireCapability } from "../../../schema/actor.ts";
import type { ModuleStep } from "../../../schema/contracts/concierge.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { beginCall, notice, pendingCalls } from "../ledger/calls.ts";
import { closeModule } from "../ledger/close-module.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import type { Tx } from "../transcript/tx.ts";
import { requireActive } from "./require-active.ts";
import { resume } from "./resume.ts";

/**
 * A person does something about one module by a button, whoever leads: `skip` leaves it out, `resume` takes it up again, `retry` has it tried
 * anew. Twice is once. Throws `forbidden`, `not_found` for a module that the session is not about, `conflict` for a session that is over.
 */
export function stepModule(session: Session, actor: Actor, { module, action }: ModuleStep & { module: string }): void {
  requireCapability(actor, "manageModules");
  const { name } = authorOf(actor);
  commit(session, (tx) => {
    requireActive(tx);
    if (!tx.facts.modules.includes(module)) throw new TrellisError("not_found");
    if (action === "skip") return skip(tx, module, name);
    anew(tx, module);
    if (action === "retry") retry(tx, module, name);
    else if (tx.facts.driver === "claude") notice(tx, { event: "module_resumed", module, person: name });
    resume(tx);
  });
}

/** What waits for people about it is closed at once; the call that leaves it out follows. */
function skip(tx: Tx, module: string, name: string): void {
  if (tx.facts.skipped.includes(module) || isUnderWay(tx, module, "skip")) return;
  closeModule(tx, module, { ok: true, outcome: `${name} left it out.`, content: { skipped: true } });
  beginCall(tx, { tool: "skip", args: { module, why: `${name} left it out.` } });
  resume(tx);
}

/** Whatever happened to a module before does not count any more. */
export function anew(tx: Tx, module: string): void {
  const { facts } = tx;
  facts.skipped = facts.skipped.filter((slug) => slug !== module);
  delete facts.troubles[module];
  const { last } = tx.sql.exec<{ last: number | null }>("SELECT max(number) AS last FROM calls").one();
  facts.anewFrom[module] = last ?? 0;
}

function retry(tx: Tx, module: string, name: string): void {
  const held = tx.facts.progress?.find(({ slug }) => slug === module)?.integration ?? null;
  const tool = held !== null ? "checkModuleStatus" : "requestCredentials";
  if (!pendingCalls(tx).some((call) => call.module === module))
    beginCall(tx, { tool, args: { module, why: `${name} wants it tried again.` } });
}

function isUnderWay(tx: Tx, module: string, tool: string): boolean {
  return pendingCalls(tx).some((call) => call.module === module && call.tool === tool);
}
