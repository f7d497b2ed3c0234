import type { SandboxMail } from "../../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newestMails } from "../../directory/mails.ts";
import type { Env } from "../../env.ts";
import { MAIL_KEPT_MS } from "../../mail/send-mails.ts";
import { mailSender } from "../../mail/sender.ts";

const LISTED_MAX = 50;

/**
 * The newest mails, where the sandbox stands in for the people's mailboxes. Throws `not_found` in an installation whose mail really leaves:
 * there it is nobody's to read.
 */
export async function listMails(env: Env): Promise<SandboxMail[]> {
  if (env.TRELLIS_SANDBOX !== "1" || !mailSender(env).keepsWords) throw new TrellisError("not_found");
  const rows = await newestMails(env, Date.now() - MAIL_KEPT_MS, LISTED_MAX);
  return rows.map(({ id, to, fromName, kind, subject, text, html, createdAt }) => ({
    id,
    to,
    from: fromName,
    kind,
    subject,
    text,
    html,
    at: new Date(createdAt).toISOString(),
  }));
}
