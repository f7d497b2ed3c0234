import { requireCapability } from "../../../schema/actor.ts";
import type { Member } from "../../../schema/contracts/members.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { heldBelow } from "../../directory/grants.ts";
import { deletePasskeysOf } from "../../directory/passkeys.ts";
import { removeAuthenticator } from "../../directory/second-factors.ts";
import { revokeOtherSessions, socketsEndedAt } from "../../directory/sessions.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { ownUser } from "../account/own-user.ts";
import { writeTo } from "../account/write-to.ts";
import type { Ctx } from "../ctx.ts";
import { closeSockets } from "../sessions/close-sockets.ts";
import { requireAtMostOwn } from "./grantable.ts";
import { heldGrant, memberById } from "./own-member.ts";
import { requireSight } from "./require-sight.ts";

/**
 * For somebody who lost their devices: takes their passkeys, authenticator app and recovery codes away, and ends all of their sessions. The
 * password stays, and signs them in to set up another. Only for people whose every role is on the active tenant or below it, and who may do no
 * more there than whoever asks. Throws `forbidden`, `not_found`, `conflict` (from above; works elsewhere too; oneself).
 */
export async function resetFactors(ctx: Ctx, userId: string): Promise<Member> {
  const { actor, env, now, tenant } = ctx;
  requireCapability(actor, "manageUsers");
  const { grant, stored } = await heldGrant(ctx, userId);
  requireAtMostOwn(ctx, grant.capabilities);
  requireSight(actor, stored);
  if (actor.kind === "user" && actor.userId === userId)
    throw new TrellisError("conflict", { message: "You change your own under Settings, Security." });
  const user = await ownUser(env, { userId });
  const mail = await writeTo(ctx, user, {
    kind: "factors_reset",
    subject: "Your passkeys and codes were reset",
    paragraphs: [
      `An administrator of ${tenant.name} took the passkeys, the authenticator app and the recovery codes of ${user.email} away, and signed it out everywhere.`,
      "Your password signs you in. Then set up another passkey or app under Settings, Security.",
    ],
    closing: "If you did not ask for this, choose a new password and tell an administrator of your account.",
  });
  await ctx.db.commit({
    writes: [
      mustChange(heldBelow(userId, tenant)),
      deletePasskeysOf(env, userId),
      ...removeAuthenticator(env, userId),
      revokeOtherSessions(env, { userId, sessionId: "" }, now),
      mail.write,
    ],
    audit: { action: "member.factors_reset", entity: "member", entityId: userId },
    otherwise: new TrellisError("conflict", {
      message: "This person works on other accounts as well. Somebody who manages people of them all can do this.",
    }),
  });
  rememberedPrincipals.clear();
  await closeSockets(env, await socketsEndedAt(env, userId, now));
  ctx.waitUntil(mail.send());
  return memberById(ctx, userId);
}
