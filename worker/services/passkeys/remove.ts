import { TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { deletePasskey, ownPasskey } from "../../directory/passkeys.ts";
import { forgetFactorOfBare } from "../../directory/sessions.ts";
import type { Principal } from "../../middleware/principal.ts";
import type { Acting } from "../account/acting.ts";
import { confirmPassword } from "../account/confirm-password.ts";
import { ownUser } from "../account/own-user.ts";
import { writeTo } from "../account/write-to.ts";
import { factorsChanged } from "../second-factor/factors-changed.ts";
import { requireShownFactor } from "../second-factor/own-factors.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";

/**
 * Takes one of the caller's passkeys away, and tells them by mail. Where it was their last second factor, their sessions count as none with one.
 * Throws `not_found`, `invalid` (currentPassword), `too_many`, `second_factor_required`.
 */
export async function removeOwnPasskey(
  acting: Acting,
  principal: Principal,
  { id, currentPassword }: { id: string; currentPassword: string },
): Promise<void> {
  const { env, requestId } = acting;
  const user = await ownUser(env, principal);
  const found = await ownPasskey(env, { id, userId: user.id });
  if (found === undefined) throw new TrellisError("not_found");
  await confirmPassword(acting, user, currentPassword);
  await requireShownFactor(env, principal);
  const mail = await writeTo(acting, user, {
    kind: "passkey_removed",
    subject: "A passkey no longer signs you in",
    paragraphs: [`The passkey “${found.name}” of ${user.email} was removed.`],
    closing: "If it was not you, choose a new password and tell an administrator of your account.",
  });
  await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    writes: [mustChange(deletePasskey(env, { id, userId: user.id })), forgetFactorOfBare(user.id), mail.write],
    audit: { action: "user.passkey_removed", entity: "user", entityId: user.id, before: { id, name: found.name } },
    otherwise: new TrellisError("not_found"),
  });
  await factorsChanged(env, { userId: user.id });
  acting.waitUntil(mail.send());
}
