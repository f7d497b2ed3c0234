import { type Actor, authorOf, requireCapability } from "../../../schema/actor.ts";
import type { EntryOf } from "../../../schema/concierge/entries.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { callWaitingAt, endCall } from "../ledger/calls.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { Tx } from "../transcript/tx.ts";
import { requireActive } from "./require-active.ts";

export interface StoredForm {
  formId: string;
  /** By field: what may be seen of its value. The values themselves never come here. */
  stored: Record<string, { hint: string }>;
  /** Test mode was chosen in place of values. */
  sandbox?: boolean;
  /** Who sent it, where it is not the actor: somebody behind a link. */
  by?: string;
}

/**
 * A form that waits for values: what they are checked against before they are sealed. Throws `forbidden`, `not_found`, `conflict` for one that
 * waits no more.
 */
export function openForm(session: Session, actor: Actor, { formId }: { formId: string }): EntryOf<"form"> {
  requireCapability(actor, "manageModules");
  return formThatWaits(new Tx(session.storage.sql, session.now()), formId);
}

/**
 * The values of a form are in the vault: the driver goes on. The same form twice changes nothing. Throws `forbidden`, `not_found`, `conflict` for a
 * form that waits no more.
 */
export function formStored(session: Session, actor: Actor, { formId, stored, sandbox = false, by }: StoredForm): void {
  requireCapability(actor, "manageModules");
  commit(session, (tx) => {
    if (tx.find("form", formId)?.state === "stored") return;
    endForm(tx, formThatWaits(tx, formId), { stored, sandbox, by: by ?? authorOf(actor).name });
  });
}

/** What an open form asked for was given. */
export function endForm(
  tx: Tx,
  form: EntryOf<"form">,
  { stored, sandbox, by }: Required<Pick<StoredForm, "stored" | "sandbox" | "by">>,
): void {
  tx.change(form, { state: "stored", stored, by });
  const outcome = sandbox ? "Test mode was chosen." : "The values are in the vault.";
  endWaiting(tx, form.id, { outcome, content: sandbox ? { sandbox: true } : { stored } });
}

/** Somebody leaves a form empty: its module is left out, unless the driver knows better. Throws as `formStored` does. */
export function formSkipped(session: Session, actor: Actor, { formId }: { formId: string }): void {
  requireCapability(actor, "manageModules");
  const by = authorOf(actor).name;
  commit(session, (tx) => {
    if (tx.find("form", formId)?.state === "skipped") return;
    tx.change(formThatWaits(tx, formId), { state: "skipped", by });
    endWaiting(tx, formId, { outcome: `${by} left it out.`, content: { skipped: true } });
  });
}

function formThatWaits(tx: Tx, id: string): EntryOf<"form"> {
  const form = tx.find("form", id);
  if (form === undefined) throw new TrellisError("not_found");
  requireActive(tx);
  if (form.state !== "open")
    throw new TrellisError("conflict", { message: "This form was sent already, or is not needed any more." });
  return form;
}

function endWaiting(tx: Tx, formId: string, end: { outcome: string; content: unknown }): void {
  const call = callWaitingAt(tx, formId);
  if (call !== undefined) endCall(tx, call.id, { ok: true, ...end });
}
