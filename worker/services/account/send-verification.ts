import type { UserRow } from "../../../schema/control-plane/index.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { endLinks, insertLink } from "../../directory/mailed-links.ts";
import { newToken } from "../links/new-token.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import type { Acting } from "./acting.ts";
import { writeTo } from "./write-to.ts";

/** A link that proves an address works this long. */
export const VERIFICATION_MS = 24 * 60 * 60_000;

/** Mails a link that proves an address: the one the person has, or the one they want. It ends the links sent before. */
export async function sendVerification(
  acting: Acting,
  by: Parameters<typeof actorAtHome>[0],
  user: UserRow,
  email: string,
): Promise<void> {
  const { env, origin, now, requestId } = acting;
  const { token, hash } = await newToken();
  const isNew = email !== user.email;
  const mail = await writeTo(
    acting,
    { ...user, email },
    {
      kind: "verify_email",
      subject: isNew ? "Confirm your new e-mail address" : "Confirm your e-mail address",
      paragraphs: [
        isNew
          ? `${user.name} wants to sign in with ${email} from now on, in place of ${user.email}.`
          : `Confirm that ${email} is yours.`,
      ],
      act: { label: "Confirm the address", url: `${origin}/verify-email/${token}` },
      closing: "The link works once, for a day. If you did not ask for it, you can ignore this mail.",
    },
  );
  await new ScopedDb(env, actorAtHome(by, requestId)).commit({
    writes: [
      endLinks(env, user.id, "verify_email", now),
      insertLink(env, {
        tokenHash: hash,
        userId: user.id,
        purpose: "verify_email",
        email,
        createdAt: now,
        expiresAt: now + VERIFICATION_MS,
        usedAt: null,
      }),
      mail.write,
    ],
    audit: { action: "user.verification_sent", entity: "user", entityId: user.id, after: { email } },
  });
  acting.waitUntil(mail.send());
}
