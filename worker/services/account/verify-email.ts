import { TrellisError } from "../../../schema/errors.ts";
import { isTaken, mustChange, ScopedDb } from "../../db/scoped.ts";
import { endLinks, personByLink, spendLink } from "../../directory/mailed-links.ts";
import { setEmail, verifyEmail as prove } from "../../directory/users.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { hashKey } from "../keys/hash-key.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import type { Acting } from "./acting.ts";
import { writeTo } from "./write-to.ts";

/**
 * Takes an address as proved, and as the person's own where they wanted to change to it: the old address is then told, and links to choose
 * a new password that went there end. Throws `link_over`, `conflict` when somebody else has the address.
 */
export async function verifyEmail(acting: Acting, token: string): Promise<{ email: string }> {
  const { env, now, requestId } = acting;
  const found = await personByLink(env, { tokenHash: await hashKey(token), purpose: "verify_email", now });
  if (found === undefined) throw new TrellisError("link_over");
  const { link, user } = found;
  const { email } = link;
  const changes = email !== user.email;
  const notice = changes ? await emailChanged(acting, user, email) : undefined;
  const actor = actorAtHome({ ...user, userId: user.id, sessionId: "", grants: [] }, requestId);
  try {
    await new ScopedDb(env, actor).commit({
      writes: [
        mustChange(spendLink(env, link, now)),
        mustChange(changes ? setEmail(env, user, email, now) : prove(env, user, now)),
        ...(notice ? [endLinks(env, user.id, "reset_password", now), notice.write] : []),
      ],
      audit: {
        action: changes ? "user.email_changed" : "user.email_verified",
        entity: "user",
        entityId: user.id,
        ...(changes ? { before: { email: user.email } } : {}),
        after: { email },
      },
      otherwise: new TrellisError("link_over"),
    });
  } catch (error) {
    if (isTaken(error, "users.email"))
      throw new TrellisError("conflict", { message: `${email} is the address of another person here already.` });
    throw error;
  } finally {
    rememberedPrincipals.clear();
  }
  if (notice) acting.waitUntil(notice.send());
  return { email };
}

function emailChanged(acting: Acting, user: Parameters<typeof writeTo>[1], to: string) {
  return writeTo(acting, user, {
    kind: "email_changed",
    subject: "Your e-mail address was changed",
    paragraphs: [
      `You sign in with ${hidden(to)} from now on, and no longer with ${user.email}.`,
      "If it was not you, tell an administrator of your account at once.",
    ],
  });
}

/** Enough of an address for its owner to know it again. */
function hidden(email: string): string {
  const [mailbox = "", host = ""] = email.split("@");
  return `${mailbox.slice(0, 1)}…@${host}`;
}
