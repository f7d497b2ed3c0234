import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { ChangePassword } from "../../../schema/contracts/users.ts";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { endLinks } from "../../directory/mailed-links.ts";
import { revokeOtherSessions, socketsEndedAt } from "../../directory/sessions.ts";
import { setPassword } from "../../directory/users.ts";
import type { QueuedMail } from "../../mail/queue-mail.ts";
import type { Principal } from "../../middleware/principal.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { closeSockets } from "../sessions/close-sockets.ts";
import { requirePassword } from "../users/password-rules.ts";
import type { Acting } from "./acting.ts";
import { confirmPassword } from "./confirm-password.ts";
import { ownUser } from "./own-user.ts";
import { writeTo } from "./write-to.ts";

/** Changes the caller's password and ends their other sessions. Throws `invalid` (currentPassword, password), `too_many`, `conflict`. */
export async function changePassword(
  acting: Acting,
  principal: Principal,
  { currentPassword, password }: ChangePassword,
): Promise<void> {
  const { env, now, requestId } = acting;
  const user = await ownUser(env, principal);
  await confirmPassword(acting, user, currentPassword);
  requirePassword(password, user);
  const passwordHash = await signInGuard(env, user.email).hash(password);
  const mail = await passwordChanged(acting, user);
  await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    writes: [
      mustChange(setPassword(env, user, { passwordHash, updatedAt: now })),
      endLinks(env, user.id, "reset_password", now),
      revokeOtherSessions(env, principal, now),
      mail.write,
    ],
    audit: { action: "user.password_changed", entity: "user", entityId: user.id },
    otherwise: new TrellisError("conflict", { message: "The password was just changed elsewhere." }),
  });
  rememberedPrincipals.clear();
  await closeSockets(env, await socketsEndedAt(env, user.id, now));
  acting.waitUntil(mail.send());
}

/** Tells a person that their password is another one now. */
export function passwordChanged(acting: Acting, user: UserRow): Promise<QueuedMail> {
  return writeTo(acting, user, {
    kind: "password_changed",
    subject: "Your password was changed",
    paragraphs: [
      `The password of ${user.email} was changed, and every other device was signed out.`,
      "If it was you, there is nothing to do. If it was not, take your account back now.",
    ],
    act: {
      label: "It was not me",
      url: `${acting.origin}/forgot-password?${new URLSearchParams({ email: user.email })}`,
    },
  });
}
