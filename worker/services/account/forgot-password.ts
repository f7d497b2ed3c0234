import { ScopedDb } from "../../db/scoped.ts";
import { endLinks, insertLink } from "../../directory/mailed-links.ts";
import { userByEmail } from "../../directory/users.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { admitMail } from "../links/admit-mail.ts";
import { newToken } from "../links/new-token.ts";
import type { Acting } from "./acting.ts";
import { writeTo } from "./write-to.ts";

/** A link to choose a new password works this long. */
export const RESET_MS = 60 * 60_000;

/**
 * Mails a link to choose a new password, where somebody has the address. All that depends on that happens after the answer, so neither
 * words nor time tell. Throws `too_many`, which counts for every address alike.
 */
export async function forgotPassword(acting: Acting, email: string): Promise<void> {
  await admitMail(acting.env, { to: email, ip: acting.ip });
  acting.waitUntil(
    sendReset(acting, email).catch((error: unknown) =>
      console.error(
        JSON.stringify({
          level: "error",
          event: "reset_not_sent",
          requestId: acting.requestId,
          reason: reasonOf(error),
        }),
      ),
    ),
  );
}

async function sendReset(acting: Acting, email: string): Promise<void> {
  const { env, origin, now, requestId } = acting;
  const user = await userByEmail(env, email);
  if (user === undefined) return;
  const { token, hash } = await newToken();
  const link = { tokenHash: hash, userId: user.id, purpose: "reset_password" as const, email };
  const mail = await writeTo(acting, user, {
    kind: "reset_password",
    subject: "Choose a new password",
    paragraphs: [`Somebody asked for a new password for ${email}. If it was you, choose one now.`],
    act: { label: "Choose a new password", url: `${origin}/reset-password/${token}` },
    closing:
      "The link works once, for an hour. If it was not you, there is nothing to do: your password stays as it is.",
  });
  await new ScopedDb(env, { kind: "anonymous", tenantId: user.homeTenantId, requestId }).commit({
    writes: [
      endLinks(env, user.id, "reset_password", now),
      insertLink(env, { ...link, createdAt: now, expiresAt: now + RESET_MS, usedAt: null }),
      mail.write,
    ],
    audit: { action: "user.reset_asked", entity: "user", entityId: user.id },
  });
  await mail.send();
}
