import { signInGuard } from "../../../durable-objects/stubs.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import type { AcceptInvitation } from "../../../schema/contracts/invitations.ts";
import type { LoginResponse } from "../../../schema/contracts/users.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, mustChange, ScopedDb } from "../../db/scoped.ts";
import { acceptInvitation as spend, grantInvited } from "../../directory/invitations.ts";
import { insertUser, userByEmail, verifyEmail } from "../../directory/users.ts";
import type { Statement } from "../../db/scoped.ts";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { refuseFull } from "../plans/refuse-full.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { startSession } from "../sessions/start.ts";
import { requirePassword } from "../users/password-rules.ts";
import { offered } from "./offered.ts";

export interface Acceptance extends AcceptInvitation {
  /** Who is signed in where the link was opened. */
  visitor: Principal | undefined;
  ip: string | null;
  userAgent: string | null;
  hostTenantId: string | null;
  requestId: string;
  /** ms since the epoch */
  now: number;
}

/**
 * Takes up an invitation. The link came by mail, so its holder has proved the address. A person nobody knows is made with `name` and
 * `password` and gets a session; a known one must be signed in. Throws `link_over`, `suspended`, `invalid`, `unauthenticated` when a known
 * person is not signed in, `plan_limit` where its plan holds no more people, `conflict` for somebody else's session and for one who is on the team already.
 */
export async function acceptInvitation(
  env: Env,
  acceptance: Acceptance,
): Promise<{ tenant: string; session: LoginResponse | undefined }> {
  const { token, visitor, ip, userAgent, hostTenantId, requestId, now } = acceptance;
  const { invitation, tenant } = await offered(env, token, now);
  if (visitor !== undefined && visitor.email !== invitation.email)
    throw new TrellisError("conflict", {
      message: `You are signed in as ${visitor.email}, and this invitation is for ${invitation.email}. Sign out first.`,
    });
  const known = await userByEmail(env, invitation.email);
  if (known !== undefined && visitor === undefined) throw new TrellisError("unauthenticated");
  const person = known ?? (await newPerson(env, invitation.email, tenant.id, acceptance));

  // Recorded where the account is, by the person who accepts.
  const actor = actorAtHome(
    {
      userId: person.id,
      name: person.name,
      homeTenantId: tenant.id,
      sessionId: visitor?.sessionId ?? "",
      grants: [{ ...invitation, type: tenant.type, capabilities: [] }],
    },
    requestId,
  );
  const firstly: Statement = known === undefined ? insertUser(env, person) : verifyEmail(env, person, now);
  try {
    await new ScopedDb(env, actor).commit({
      writes: [
        mustChange(spend(env, invitation, { userId: person.id, now })),
        firstly,
        mustChange(grantInvited(invitation, { userId: person.id, now })),
      ],
      audit: {
        action: "invitation.accepted",
        entity: "invitation",
        entityId: invitation.id,
        after: { userId: person.id, email: person.email, role: invitation.role, newPerson: known === undefined },
      },
      otherwise: new TrellisError("link_over"),
    });
  } catch (error) {
    if (isTaken(error, "grants.user_id"))
      throw new TrellisError("conflict", { message: "You are on this account's team already." });
    if (isTaken(error, "users.email")) throw new TrellisError("link_over");
    // Nobody loses their link for want of a place: it opens again once there is one.
    await refuseFull(env, tenant.id, { counting: "people", now });
    throw error;
  } finally {
    rememberedPrincipals.clear();
  }
  if (known !== undefined) return { tenant: tenant.id, session: undefined };
  const session = await startSession(env, {
    user: person,
    ip,
    userAgent,
    hostTenantId,
    requestId,
    now,
  });
  return { tenant: tenant.id, session };
}

async function newPerson(
  env: Env,
  email: string,
  homeTenantId: string,
  { name, password, now }: Acceptance,
): Promise<UserRow> {
  if (name === undefined) throw invalid("name", "must not be empty");
  if (password === undefined) throw invalid("password", "must not be empty");
  requirePassword(password, { email, name });
  const passwordHash = await signInGuard(env, email).hash(password);
  return {
    id: newId("user"),
    email,
    emailVerifiedAt: now,
    name,
    passwordHash,
    homeTenantId,
    createdAt: now,
    updatedAt: now,
  };
}
