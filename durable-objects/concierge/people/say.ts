import { type Actor, authorOf, requireCapability } from "../../../schema/actor.ts";
import type { EntryOf } from "../../../schema/concierge/entries.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { answerEarly } from "../claude/tell-how-things-stand.ts";
import { endCall, callWaitingAt, escapeMarkup, pendingCalls, tellModel } from "../ledger/calls.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { say as guidedSays } from "../transcript/say.ts";
import type { Tx } from "../transcript/tx.ts";
import { requireActive } from "./require-active.ts";

export interface SaidMessage {
  /** Secrets are out of it already. */
  text: string;
  /** How many were taken out. */
  removed: number;
  clientId?: string;
  /** The open question it answers. */
  question?: string;
}

/**
 * A person writes. Where a question is open it is the answer to that; else the driver reads it. The same `clientId` twice is the same message.
 * Answers its id. Throws `forbidden`, `conflict` for a session that is over or a question that has been answered.
 */
export function say(
  session: Session,
  actor: Actor,
  { text, removed, clientId, question }: SaidMessage,
): { id: string } {
  requireCapability(actor, "manageModules");
  const author = authorOf(actor);
  return commit(session, (tx) => {
    const clientKey = clientId === undefined ? undefined : `${author.id}:${clientId}`;
    const known = clientKey === undefined ? undefined : messageOf(tx, clientKey);
    if (known !== undefined) return { id: known };
    requireActive(tx);
    const asked = questionFor(tx, question);
    const id = tx.add(
      { kind: "message", from: "person", author: author.name, driver: null, text, state: "done", removed },
      clientKey === undefined ? {} : { clientKey },
    );
    if (asked !== undefined) answer(tx, asked, text, author.name);
    else if (isForClaude(tx)) tellClaude(tx, text, author.name);
    else guidedSays(tx, GUIDED_REPLY);
    return { id };
  });
}

const GUIDED_REPLY =
  "This is the guided set-up: it takes fixed steps and cannot answer questions. Each form says where its values are found, and every module can be left out and taken up again.";

/** It leads, or may do so in a moment. */
function isForClaude({ facts: { driver, wanted } }: Tx): boolean {
  return wanted === null ? driver === "claude" : wanted !== "guided";
}

function messageOf(tx: Tx, clientKey: string): string | undefined {
  return tx.sql.exec<{ id: string }>("SELECT id FROM entries WHERE client_key = ?", clientKey).toArray()[0]?.id;
}

/** The question that was named, or the only one there is. */
function questionFor(tx: Tx, id: string | undefined): EntryOf<"question"> | undefined {
  const open = tx.open("question");
  if (id === undefined) return open.length === 1 ? open[0] : undefined;
  if (tx.find("question", id) === undefined) throw new TrellisError("not_found", { field: "question" });
  const asked = open.find((question) => question.id === id);
  if (asked === undefined)
    throw new TrellisError("conflict", { message: "This question has been answered already.", field: "question" });
  return asked;
}

/** A question of fixed steps takes one of its choices; to other words it stays open. */
function answer(tx: Tx, question: EntryOf<"question">, text: string, by: string): void {
  const choice = question.choices.find((one) => one.toLowerCase() === text.trim().toLowerCase());
  const call = callWaitingAt(tx, question.id);
  if (choice === undefined && question.choices.length > 0 && tx.facts.driver === "guided")
    return guidedSays(tx, `Please choose one of these: ${question.choices.join(", ")}.`);
  tx.change(question, { state: "answered", answer: choice ?? text, by });
  if (call !== undefined)
    endCall(tx, call.id, { ok: true, outcome: "It was answered.", content: { answer: choice ?? text, by } });
}

/** The model reads it at once: what it has asked for and still waits for goes on waiting, and it is told so. */
function tellClaude(tx: Tx, text: string, by: string): void {
  for (const call of pendingCalls(tx))
    if (call.waits && call.early === null)
      answerEarly(tx, call.id, "Still open: the person wrote something first. You hear of its end by an event.");
  tellModel(tx, `<person name="${escapeMarkup(by).replaceAll('"', "&quot;")}">${escapeMarkup(text)}</person>`);
}
