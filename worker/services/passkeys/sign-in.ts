import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { isoBase64URL, isoUint8Array } from "@simplewebauthn/server/helpers";
import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { PasskeyCeremony, PasskeySignIn } from "../../../schema/contracts/passkeys.ts";
import type { LoginResponse } from "../../../schema/contracts/users.ts";
import type { PasskeyRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { personByPasskey, usePasskey } from "../../directory/passkeys.ts";
import { spendTicket } from "../../directory/spent-tickets.ts";
import type { Acting } from "../account/acting.ts";
import { startSession } from "../sessions/start.ts";
import { readTicket, signTicket } from "../tickets/signed-ticket.ts";
import { networkOf } from "../users/network-of.ts";
import { relyingParty } from "./relying-party.ts";

/** What the browser needs to ask for any passkey of this site. It names nobody, so it tells nothing of who is here. Throws `conflict`. */
export async function offerPasskeySignIn({
  env,
  pageOrigin,
  now,
}: Pick<Acting, "env" | "pageOrigin" | "now">): Promise<PasskeyCeremony> {
  const { id: rpID } = relyingParty(pageOrigin);
  const { id: challenge, ticket } = await signTicket(env, "passkey-sign-in", {}, now);
  const options = await generateAuthenticationOptions({
    rpID,
    challenge: isoUint8Array.fromUTF8String(challenge),
    userVerification: "required",
  });
  return { ticket, options: { ...options } };
}

/**
 * Signs in whoever holds a passkey. The authenticator knew them by finger, face or PIN, so this is two factors in one and no code is asked
 * for. The ticket is spent in the batch that opens the session. Throws `challenge_over`, `too_many`, and `passkey_refused` alike for an
 * unknown passkey, a wrong signature and a ticket that was used.
 */
export async function signInByPasskey(
  acting: Acting,
  { ticket: given, response }: PasskeySignIn,
  userAgent: string | null,
): Promise<LoginResponse> {
  const { env, hostTenantId, ip, now, pageOrigin, requestId } = acting;
  const rp = relyingParty(pageOrigin);
  const ticket = await readTicket(env, "passkey-sign-in", given, now);
  if (ticket === undefined) throw new TrellisError("challenge_over", { message: "That took too long. Try again." });
  const guard = ip === null ? undefined : signInGuard(env, `ip:${networkOf(ip)}`);
  const admitted = await guard?.admit();
  if (admitted?.outcome === "too_many")
    throw new TrellisError("too_many", { retryAfterSeconds: admitted.retryAfterSeconds });

  const found = await personByPasskey(env, response.id);
  if (found === undefined) throw new TrellisError("passkey_refused");
  const { passkey, user } = found;
  const { newCounter, credentialBackedUp } = await verified(passkey, response, { ...rp, challenge: ticket.id });
  const entered = await startSession(env, {
    user,
    ip,
    userAgent,
    hostTenantId,
    requestId,
    now,
    proofs: [
      mustChange(spendTicket(env, ticket)),
      mustChange(usePasskey(env, passkey, { counter: newCounter, backedUp: credentialBackedUp, lastUsedAt: now })),
    ],
    otherwise: new TrellisError("passkey_refused"),
    secondFactor: true,
  });
  await guard?.forgive();
  return entered;
}

async function verified(
  { credentialId, publicKey, counter }: PasskeyRow,
  response: PasskeySignIn["response"],
  { id, origin, challenge }: { id: string; origin: string; challenge: string },
) {
  const answer = await verifyAuthenticationResponse({
    response,
    expectedChallenge: isoBase64URL.fromUTF8String(challenge),
    expectedOrigin: origin,
    expectedRPID: id,
    credential: { id: credentialId, publicKey: isoBase64URL.toBuffer(publicKey), counter },
  }).catch(() => undefined);
  if (!answer?.verified) throw new TrellisError("passkey_refused");
  return answer.authenticationInfo;
}
