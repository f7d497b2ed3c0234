import type {
  AuthenticatorState,
  EnrolledAuthenticator,
  ProveBoth,
  RecoveryCodes,
} from "../../../schema/contracts/second-factor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type AuditEntry, type MustChange, mustChange, ScopedDb, type Statement } from "../../db/scoped.ts";
import {
  authenticatorOf,
  confirm,
  enrol,
  recoveryCodesLeft,
  removeAuthenticator,
  replaceRecoveryCodes,
} from "../../directory/second-factors.ts";
import { forgetFactorOfBare, noteSecondFactor } from "../../directory/sessions.ts";
import type { Principal } from "../../middleware/principal.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import type { Acting } from "../account/acting.ts";
import { confirmPassword } from "../account/confirm-password.ts";
import { ownUser } from "../account/own-user.ts";
import { writeTo } from "../account/write-to.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { factorsChanged } from "./factors-changed.ts";
import { requireShownFactor } from "./own-factors.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import { newSecret, stepOf } from "./secret.ts";
import { spendCode } from "./spend-code.ts";

/** Whether the caller signs in with a code besides the password. */
export async function authenticatorState(
  { env }: Pick<Acting, "env">,
  { userId }: Principal,
): Promise<AuthenticatorState> {
  const found = await authenticatorOf(env, userId);
  const since = found?.confirmedAt ?? null;
  return {
    on: since !== null,
    since: since === null ? null : new Date(since).toISOString(),
    recoveryCodesLeft: since === null ? 0 : await recoveryCodesLeft(env, userId),
  };
}

/**
 * Makes a secret for the caller's authenticator app and answers it, this once. It counts when a code of it was shown. Throws `invalid`
 * (currentPassword), `too_many`, `second_factor_required`, `conflict` when one counts already.
 */
export async function enrolAuthenticator(
  acting: Acting,
  principal: Principal,
  currentPassword: string,
): Promise<EnrolledAuthenticator> {
  const { env, now } = acting;
  const user = await ownUser(env, principal);
  await confirmPassword(acting, user, currentPassword);
  await requireShownFactor(env, principal);
  const { sealed, secret, uri } = await newSecret(env, { userId: user.id, email: user.email });
  const row = { userId: user.id, sealed, lastStep: 0, createdAt: now, confirmedAt: null };
  await commit(acting, principal, "user.authenticator_begun", {
    writes: [mustChange(enrol(env, row))],
    otherwise: new TrellisError("conflict", { message: "An authenticator app is set up already. Turn it off first." }),
  });
  return { secret, uri };
}

/** Lets the app count, by a code of it, and answers the recovery codes, this once. Throws `invalid` (code), `second_factor_required`, `conflict` when nothing was begun. */
export async function confirmAuthenticator(acting: Acting, principal: Principal, code: string): Promise<RecoveryCodes> {
  const { env, now } = acting;
  await requireShownFactor(env, principal);
  const user = await ownUser(env, principal);
  const found = await authenticatorOf(env, user.id);
  const gone = new TrellisError("conflict", { message: "Begin again: this was finished or replaced elsewhere." });
  if (found === undefined || found.confirmedAt !== null) throw gone;
  const step = await stepOf(env, found, code.replaceAll(/\s/g, ""), now);
  if (step === undefined)
    throw new TrellisError("invalid", {
      field: "code",
      message: "That is not the code the app shows now. Try the next.",
    });
  const { shown, hashes } = await newRecoveryCodes();
  const mail = await writeTo(acting, user, {
    kind: "authenticator_on",
    subject: "Signing in now takes a code",
    paragraphs: [`From now on ${user.email} signs in with the password and a code of an authenticator app.`],
    closing: "If it was not you, choose a new password and tell an administrator of your account.",
  });
  await commit(acting, principal, "user.authenticator_on", {
    writes: [
      mustChange(confirm(env, found, step, now)),
      ...replaceRecoveryCodes(env, user.id, hashes, now),
      noteSecondFactor(env, principal, now),
      mail.write,
    ],
    otherwise: gone,
  });
  rememberedPrincipals.clear();
  acting.waitUntil(mail.send());
  return { recoveryCodes: shown };
}

/** Turns the app off, by password and code. Throws `invalid` (currentPassword), `wrong_code`, `too_many`, `conflict` when there is none. */
export async function removeOwnAuthenticator(acting: Acting, principal: Principal, both: ProveBoth): Promise<void> {
  const { env } = acting;
  const user = await ownUser(env, principal);
  const mail = await writeTo(acting, user, {
    kind: "authenticator_off",
    subject: "Signing in no longer takes a code",
    paragraphs: [`The authenticator app of ${user.email} was turned off. The password alone signs in.`],
    closing: "If it was not you, choose a new password and tell an administrator of your account.",
  });
  await proveBoth(acting, principal, both, (spent) =>
    commit(acting, principal, "user.authenticator_off", {
      writes: [spent, ...removeAuthenticator(env, user.id), forgetFactorOfBare(user.id), mail.write],
      otherwise: new TrellisError("wrong_code"),
    }),
  );
  await factorsChanged(env, { userId: user.id });
  acting.waitUntil(mail.send());
}

/** New recovery codes in place of all there were, by password and code. Throws as `removeOwnAuthenticator`. */
export async function renewRecoveryCodes(
  acting: Acting,
  principal: Principal,
  both: ProveBoth,
): Promise<RecoveryCodes> {
  const { env, now } = acting;
  const { shown, hashes } = await newRecoveryCodes();
  await proveBoth(acting, principal, both, (spent) =>
    commit(acting, principal, "user.recovery_codes_renewed", {
      writes: [spent, ...replaceRecoveryCodes(env, principal.userId, hashes, now)],
      otherwise: new TrellisError("wrong_code"),
    }),
  );
  return { recoveryCodes: shown };
}

async function proveBoth<T>(
  acting: Acting,
  principal: Principal,
  { currentPassword, code }: ProveBoth,
  act: (spent: MustChange) => Promise<T>,
): Promise<T> {
  const { env, ip, now } = acting;
  const user = await ownUser(env, principal);
  const authenticator = await authenticatorOf(env, user.id);
  if (!authenticator?.confirmedAt) throw new TrellisError("conflict", { message: "No authenticator app is set up." });
  await confirmPassword(acting, user, currentPassword);
  return spendCode({ env, authenticator, code, ip, now }, act);
}

function commit(
  { env, requestId }: Acting,
  principal: Principal,
  action: AuditEntry["action"],
  change: { writes: (Statement | MustChange)[]; otherwise: TrellisError },
): Promise<void> {
  return new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    ...change,
    audit: { action, entity: "user", entityId: principal.userId },
  });
}
