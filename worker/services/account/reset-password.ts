import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { ResetPassword } from "../../../schema/contracts/users.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { endLinks, personByLink, spendLink } from "../../directory/mailed-links.ts";
import { revokeOtherSessions, socketsEndedAt } from "../../directory/sessions.ts";
import { setPassword, verifyEmail } from "../../directory/users.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { hashKey } from "../keys/hash-key.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { closeSockets } from "../sessions/close-sockets.ts";
import { requirePassword } from "../users/password-rules.ts";
import type { Acting } from "./acting.ts";
import { passwordChanged } from "./change-password.ts";

/**
 * Sets the password that the holder of a mailed link chose, and ends all of the person's sessions. Having read the mail, they proved the
 * address. Nobody is signed in by it: a second factor, where there is one, is still asked for. Throws `link_over`, `invalid` (password).
 */
export async function resetPassword(acting: Acting, { token, password }: ResetPassword): Promise<{ email: string }> {
  const { env, now, requestId } = acting;
  const found = await personByLink(env, { tokenHash: await hashKey(token), purpose: "reset_password", now });
  // A link goes to the address; whoever took another one since has left it behind.
  if (found === undefined || found.link.email !== found.user.email) throw new TrellisError("link_over");
  const { link, user } = found;
  requirePassword(password, user);
  const guard = signInGuard(env, user.email);
  const passwordHash = await guard.hash(password);
  const mail = await passwordChanged(acting, user);
  const actor = actorAtHome({ ...user, userId: user.id, sessionId: "", grants: [] }, requestId);
  await new ScopedDb(env, actor).commit({
    writes: [
      mustChange(spendLink(env, link, now)),
      mustChange(setPassword(env, user, { passwordHash, updatedAt: now })),
      verifyEmail(env, user, now),
      endLinks(env, user.id, "reset_password", now),
      revokeOtherSessions(env, { userId: user.id, sessionId: "" }, now),
      mail.write,
    ],
    audit: { action: "user.password_reset", entity: "user", entityId: user.id },
    otherwise: new TrellisError("link_over"),
  });
  rememberedPrincipals.clear();
  await guard.pardon();
  await closeSockets(env, await socketsEndedAt(env, user.id, now));
  acting.waitUntil(mail.send());
  return { email: user.email };
}
