import { verifyRegistrationResponse, type VerifiedRegistrationResponse } from "@simplewebauthn/server";
import { isoBase64URL } from "@simplewebauthn/server/helpers";
import type { AddPasskey, Passkey } from "../../../schema/contracts/passkeys.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { insertPasskey } from "../../directory/passkeys.ts";
import { noteSecondFactor } from "../../directory/sessions.ts";
import { spendTicket } from "../../directory/spent-tickets.ts";
import type { Principal } from "../../middleware/principal.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import type { Acting } from "../account/acting.ts";
import { ownUser } from "../account/own-user.ts";
import { writeTo } from "../account/write-to.ts";
import { requireShownFactor } from "../second-factor/own-factors.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { readTicket } from "../tickets/signed-ticket.ts";
import { passkeyDocument } from "./document.ts";
import { relyingParty } from "./relying-party.ts";

/**
 * Keeps the passkey that the browser made, and tells the person by mail. From then on this session counts as one with a second factor. Throws
 * `challenge_over`, `invalid` (response), `second_factor_required`, `conflict` (used already, somebody's already, no room).
 */
export async function addPasskey(acting: Acting, principal: Principal, input: AddPasskey): Promise<Passkey> {
  const { env, now, requestId } = acting;
  const rp = relyingParty(acting.pageOrigin);
  const ticket = await readTicket(env, "new-passkey", input.ticket, now);
  if (ticket?.claims["sub"] !== principal.userId) throw new TrellisError("challenge_over");
  await requireShownFactor(env, principal);
  const user = await ownUser(env, principal);
  const { credential, credentialBackedUp } = await verified(input, { ...rp, challenge: ticket.id });
  const row = {
    id: newId("passkey"),
    userId: user.id,
    credentialId: credential.id,
    publicKey: isoBase64URL.fromBuffer(credential.publicKey),
    counter: credential.counter,
    transports: input.response.response.transports,
    rpId: rp.id,
    name: input.name,
    backedUp: credentialBackedUp,
    createdAt: now,
    lastUsedAt: null,
  };
  const mail = await writeTo(acting, user, {
    kind: "passkey_added",
    subject: "A passkey signs you in now",
    paragraphs: [`The passkey “${input.name}” was added: it signs in as ${user.email} without a password.`],
    closing: "If it was not you, remove it under Settings, Security, and choose a new password.",
  });
  await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    writes: [
      mustChange(spendTicket(env, ticket)),
      mustChange(insertPasskey(row)),
      noteSecondFactor(env, principal, now),
      mail.write,
    ],
    audit: { action: "user.passkey_added", entity: "user", entityId: user.id, after: { id: row.id, name: row.name } },
    otherwise: new TrellisError("conflict", {
      message: "This passkey was added already, or you have no room for one.",
    }),
  });
  rememberedPrincipals.clear();
  acting.waitUntil(mail.send());
  return passkeyDocument(row, rp.id);
}

type Verified = NonNullable<VerifiedRegistrationResponse["registrationInfo"]>;

/** What the authenticator made, if it is for this site, this ticket, and by somebody it knows. Throws `invalid` (response). */
async function verified(
  { response }: AddPasskey,
  { id, origin, challenge }: { id: string; origin: string; challenge: string },
): Promise<Verified> {
  const answer = await verifyRegistrationResponse({
    response,
    expectedChallenge: isoBase64URL.fromUTF8String(challenge),
    expectedOrigin: origin,
    expectedRPID: id,
  }).catch(() => undefined);
  if (!answer?.verified)
    throw new TrellisError("invalid", {
      field: "response",
      message: "The passkey your device made cannot be used here. Try again, or another device.",
    });
  return answer.registrationInfo;
}
