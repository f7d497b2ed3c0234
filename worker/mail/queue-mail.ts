import { newId } from "../../schema/ids.ts";
import type { Statement } from "../db/scoped.ts";
import { insertMail } from "../directory/mails.ts";
import type { Env } from "../env.ts";
import { mailBrandOf } from "../services/branding/worn.ts";
import { type Letter, letterHtml, letterText } from "./letter.ts";
import { deliver } from "./send-mails.ts";

/** How long the request that wrote a mail has to send it itself before the sweep does. */
const REQUEST_LEAD_MS = 20_000;

/** A letter and to whom. */
export interface OutgoingMail {
  /** The account it is written for, whose brand it wears. */
  tenantId: string;
  to: string;
  letter: Letter;
}

/** A mail put on its way. `write` belongs in the batch of what the mail tells of; `send` is called once that has committed, and never throws. */
export interface QueuedMail {
  write: Statement;
  send(): Promise<void>;
}

/**
 * Prepares a mail. Nothing leaves before the batch with `write` has committed; what `send` cannot deliver, or never gets to, the sweep
 * (`sendDueMails`) tries again. `now` in ms since the epoch.
 */
export async function queueMail(env: Env, mail: OutgoingMail, now: number): Promise<QueuedMail> {
  const { tenantId, to, letter } = mail;
  const picturesAt = env.APP_ORIGIN || (letter.act && new URL(letter.act.url).origin);
  const brand = await mailBrandOf(env, tenantId, picturesAt);
  const row = {
    id: newId("mail"),
    tenantId,
    to,
    kind: letter.kind,
    fromName: brand.senderName,
    subject: letter.subject,
    text: letterText(letter),
    html: await letterHtml(letter, brand),
    state: "queued" as const,
    attempts: 0,
    dueAt: now + REQUEST_LEAD_MS,
    error: null,
    createdAt: now,
    sentAt: null,
  };
  return { write: insertMail(env, row), send: () => deliver(env, row.id) };
}
