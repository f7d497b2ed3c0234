import { notice, pendingCalls } from "../ledger/calls.ts";
import { modulesOf } from "../modules-of.ts";
import type { Tx } from "../transcript/tx.ts";

/** The model takes over, at the beginning or later: it is told what there is to do, and what is under way. Forms that are open stay open. */
export function tellModelHowThingsStand(tx: Tx): void {
  const pending = pendingCalls(tx);
  const modules = modulesOf(tx.facts, pending).map(({ slug, name, summary, state, reason, fix }) => ({
    slug,
    name,
    summary,
    state,
    ...(reason === null ? {} : { reason }),
    ...(fix === null ? {} : { fix }),
  }));
  const open = pending.filter(({ waits }) => waits);
  for (const call of open)
    answerEarly(tx, call.id, "This was asked before you took over. It is still open; you hear of its end by an event.");
  notice(tx, {
    event: "you_lead",
    account: tx.facts.account.name,
    person: tx.facts.holder.name,
    occasion: tx.facts.occasion,
    modules: modules.length === 0 ? tx.facts.modules : modules,
    open: open.map(({ tool, module }) => ({ tool, module })),
  });
}

/** The model is told something about a call of its that still waits for people, so that it may go on. */
export function answerEarly({ sql }: Pick<Tx, "sql">, id: string, text: string): void {
  sql.exec("UPDATE calls SET early = ? WHERE id = ? AND state = 'pending'", text, id);
}
