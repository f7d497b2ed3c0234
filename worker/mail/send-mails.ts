import type { MailRow } from "../../schema/control-plane/index.ts";
import { reasonOf } from "../../schema/reason-of.ts";
import { claimMail, deleteMailsBefore, mailsDue, queuedMail, settleMail } from "../directory/mails.ts";
import type { Env } from "../env.ts";
import { mailSender } from "./sender.ts";

/** Mails of one sweep; the next one goes on. */
const SWEEP_MAX = 200;
const AT_ONCE = 6;
/** No call to a sender takes longer. */
const CLAIM_MS = 60_000;
const RETRY_FIRST_MS = 30_000;
const RETRY_MAX_MS = 60 * 60_000;
/** After so many tries a mail is given up: about two days. */
const ATTEMPTS_MAX = 50;
/** Mails are forgotten after a week. */
export const MAIL_KEPT_MS = 7 * 24 * 60 * 60_000;

/** Sends one mail, if it is still on its way and nobody else has it in hand. Never throws: what fails is tried again by the sweep. */
export async function deliver(env: Env, id: string): Promise<void> {
  try {
    const mail = await queuedMail(env, id);
    if (mail !== undefined) await send(env, mail, Date.now());
  } catch (error) {
    report(id, error);
  }
}

/** The sweep: sends what no request got to, and forgets mails of more than a week ago. Never throws for one of them. */
export async function sendDueMails(env: Env, now: number): Promise<void> {
  const due = await mailsDue(env, now, SWEEP_MAX);
  for (let from = 0; from < due.length; from += AT_ONCE) {
    const some = due.slice(from, from + AT_ONCE);
    await Promise.all(some.map((mail) => send(env, mail, now).catch((error: unknown) => report(mail.id, error))));
  }
  await deleteMailsBefore(env, now - MAIL_KEPT_MS);
}

async function send(env: Env, mail: MailRow, now: number): Promise<void> {
  if (!(await claimMail(env, mail, now + CLAIM_MS))) return;
  const sender = mailSender(env);
  const outcome = await sender.send(mail);
  if (outcome.kind === "sent") {
    // A link in it opens an account: the words go once they are delivered.
    const words = sender.keepsWords ? {} : { text: "", html: "" };
    return settleMail(env, mail.id, { state: "sent", sentAt: now, error: null, ...words });
  }
  const attempts = mail.attempts + 1;
  if (outcome.kind === "failed" || attempts >= ATTEMPTS_MAX) {
    console.error(JSON.stringify({ level: "error", event: "mail_failed", id: mail.id, reason: outcome.reason }));
    return settleMail(env, mail.id, { state: "failed", error: outcome.reason, text: "", html: "" });
  }
  const wait = Math.min(RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 20), RETRY_MAX_MS);
  return settleMail(env, mail.id, { dueAt: now + wait, error: outcome.reason });
}

function report(id: string, error: unknown): void {
  console.error(JSON.stringify({ level: "error", event: "mail_not_sent", id, reason: reasonOf(error) }));
}
