import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { beginCall, pendingCalls } from "../ledger/calls.ts";
import { closeModule } from "../ledger/close-module.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { endForm, type StoredForm } from "./forms.ts";
import { requireActive } from "./require-active.ts";
import { resume } from "./resume.ts";
import { anew } from "./step-module.ts";

export interface AnsweredModule extends Required<Pick<StoredForm, "stored" | "sandbox" | "by">> {
  module: string;
  /** Whether all that it needs is there: then it is tried at once, out of turn. */
  ready: boolean;
}

/**
 * Values of a module are in the vault that nobody sent by the session's own form: from behind a link, or for many clients at once. A form that is
 * open for it is answered by them; without one the module is tried anew, at once or when its turn comes. Throws `forbidden`, `not_found` for a
 * module that the session is not about, `conflict` for a session that is over.
 */
export function moduleAnswered(session: Session, actor: Actor, given: AnsweredModule): void {
  requireCapability(actor, "manageModules");
  const { module, by, ready } = given;
  commit(session, (tx) => {
    requireActive(tx);
    if (!tx.facts.modules.includes(module)) throw new TrellisError("not_found");
    const form = tx.open("form").find((one) => one.module.slug === module);
    if (form !== undefined) endForm(tx, form, given);
    else {
      anew(tx, module);
      closeModule(tx, module, {
        ok: true,
        outcome: `${by} gave what it needs.`,
        content: given.sandbox ? { sandbox: true } : { stored: given.stored },
      });
      if (ready && !pendingCalls(tx).some((call) => call.module === module))
        beginCall(tx, { tool: "installModule", args: { module, why: `${by} gave what it needs.`.slice(0, 300) } });
    }
    resume(tx);
  });
}
