import type { MailRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** How handing over a mail ended. `retry`: it may be taken later. */
export type MailOutcome = { kind: "sent" } | { kind: "retry"; reason: string } | { kind: "failed"; reason: string };

/** Whoever carries mail. `send` never throws; its reasons hold no word of the mail. */
export interface MailSender {
  /** Whether the words stay after delivery, for the sandbox's mailbox to show. */
  keepsWords: boolean;
  send(mail: Pick<MailRow, "id" | "to" | "fromName" | "subject" | "text" | "html">): Promise<MailOutcome>;
}

const TIMEOUT_MS = 20_000;
const RESEND_URL = "https://api.resend.com";

/**
 * Who carries this installation's mail: Resend where `RESEND_API_KEY` is set, else Cloudflare's `SEND_EMAIL` binding, both from `MAIL_FROM`;
 * else, in test mode, the mailbox of the sandbox. With none of them mail waits, and the log says why. Without `APP_ORIGIN` no mail leaves:
 * its links would lead wherever the request claimed to have come to, and a stranger may ask for some of them.
 */
export function mailSender(env: Env): MailSender {
  const { RESEND_API_KEY: key, SEND_EMAIL: binding, MAIL_FROM: from } = env;
  if (key || binding) {
    if (!env.APP_ORIGIN) return unset({ kind: "failed", reason: "APP_ORIGIN is not set" });
    if (!from) return unset({ kind: "retry", reason: "MAIL_FROM is not set" });
    if (key) return resend({ key, from, url: env.RESEND_API_URL || RESEND_URL });
    if (binding) return cloudflare(binding, from);
  }
  if (env.TRELLIS_SANDBOX === "1") return { keepsWords: true, send: async () => ({ kind: "sent" }) };
  return unset({ kind: "retry", reason: "no mail sender is configured" });
}

function unset(outcome: MailOutcome): MailSender {
  return { keepsWords: false, send: async () => outcome };
}

/** https://resend.com/docs/api-reference/emails/send-email: the mail's id as idempotency key, so that a repeated try sends nothing twice. */
function resend({ key, from, url }: { key: string; from: string; url: string }): MailSender {
  return {
    keepsWords: false,
    async send({ id, to, fromName, subject, text, html }) {
      try {
        const answer = await fetch(`${url}/emails`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${key}`,
            "content-type": "application/json",
            "idempotency-key": id,
          },
          body: JSON.stringify({ from: address(fromName, from), to: [to], subject, text, html }),
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await answer.body?.cancel();
        if (answer.ok) return { kind: "sent" };
        const reason = `Resend answered ${answer.status}`;
        // 409: the same key is being worked on. https://resend.com/docs/dashboard/emails/idempotency-keys
        const later = answer.status === 409 || answer.status === 429 || answer.status >= 500;
        // A wrong key is ours to put right; the mail waits for that.
        return later || answer.status === 401 || answer.status === 403
          ? { kind: "retry", reason }
          : { kind: "failed", reason };
      } catch {
        return { kind: "retry", reason: "Resend could not be reached" };
      }
    },
  };
}

/** https://developers.cloudflare.com/email-routing/email-workers/send-email-workers/ */
function cloudflare(binding: SendEmail, from: string): MailSender {
  return {
    keepsWords: false,
    async send({ to, fromName, subject, text, html }) {
      try {
        await binding.send({ from: { name: fromName, email: from }, to, subject, text, html });
        return { kind: "sent" };
      } catch {
        return { kind: "retry", reason: "Cloudflare did not take the mail" };
      }
    },
  };
}

/** A name in quotes, without what would end them or the line. */
function address(name: string, email: string): string {
  return `"${name.replace(/["\\\r\n]/gu, "")}" <${email}>`;
}
