import { generateRegistrationOptions } from "@simplewebauthn/server";
import { isoUint8Array } from "@simplewebauthn/server/helpers";
import type { PasskeyCeremony } from "../../../schema/contracts/passkeys.ts";
import { PASSKEYS_MAX, passkeysOf } from "../../directory/passkeys.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Principal } from "../../middleware/principal.ts";
import type { Acting } from "../account/acting.ts";
import { confirmPassword } from "../account/confirm-password.ts";
import { ownUser } from "../account/own-user.ts";
import { requireShownFactor } from "../second-factor/own-factors.ts";
import { signTicket } from "../tickets/signed-ticket.ts";
import { relyingParty } from "./relying-party.ts";

/**
 * What the browser needs to make a passkey for the caller. The authenticator must know the person (by finger, face or PIN) and keep the passkey
 * so that it is found without an address. Throws `invalid` (currentPassword), `too_many`, `second_factor_required`, `conflict`.
 */
export async function beginPasskey(
  acting: Acting,
  principal: Principal,
  currentPassword: string,
): Promise<PasskeyCeremony> {
  const { env, now } = acting;
  const { id: rpID, name: rpName } = relyingParty(acting.pageOrigin);
  const user = await ownUser(env, principal);
  await confirmPassword(acting, user, currentPassword);
  await requireShownFactor(env, principal);
  const held = await passkeysOf(env, user.id);
  if (held.length >= PASSKEYS_MAX)
    throw new TrellisError("conflict", { message: `You have ${PASSKEYS_MAX} passkeys. Remove one first.` });
  const { id: challenge, ticket } = await signTicket(env, "new-passkey", { sub: user.id }, now);
  const options = await generateRegistrationOptions({
    rpID,
    rpName,
    challenge: isoUint8Array.fromUTF8String(challenge),
    userID: isoUint8Array.fromUTF8String(user.id),
    userName: user.email,
    userDisplayName: user.name,
    attestationType: "none",
    excludeCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { ticket, options: { ...options } };
}
