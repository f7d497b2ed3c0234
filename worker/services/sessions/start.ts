import type { LoginResponse } from "../../../schema/contracts/users.ts";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type MustChange, ScopedDb, type Statement } from "../../db/scoped.ts";
import { grantsOfUser } from "../../directory/principals.ts";
import { insertSession } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import { signSessionToken } from "../../middleware/session-token.ts";
import { actorAtHome } from "./actor-at-home.ts";

/** A session ends this long after sign-in, however often it is renewed. */
const SESSION_MAX_MS = 30 * 24 * 60 * 60_000;
const USER_AGENT_MAX = 300;

export interface StartSession {
  user: Pick<UserRow, "id" | "name" | "email" | "homeTenantId">;
  ip: string | null;
  userAgent: string | null;
  /** The account at whose address the person signs in: the session is good there alone. Null at the installation's own. */
  hostTenantId: string | null;
  requestId: string;
  /** ms since the epoch */
  now: number;
  /** What must hold, or be spent, for the session to open: it goes in the same batch. Fails with `invalid_credentials`, or with `otherwise`. */
  proofs?: readonly MustChange[];
  otherwise?: TrellisError;
  /** Whether the person showed more than a password. */
  secondFactor?: boolean;
  /** The agency whose own provider said who it is: the session reaches nothing outside of it. */
  providerTenantId?: string;
  /** What else is written with it. */
  also?: readonly Statement[];
}

/** Opens a session for a person who has proved who they are, and signs its first token. */
export async function startSession(
  env: Env,
  {
    user,
    ip,
    userAgent,
    hostTenantId,
    requestId,
    now,
    proofs = [],
    otherwise = new TrellisError("invalid_credentials"),
    secondFactor = false,
    providerTenantId,
    also = [],
  }: StartSession,
): Promise<LoginResponse> {
  const session = {
    sessionId: newId("session"),
    userId: user.id,
    generation: 1,
    expiresAt: now + SESSION_MAX_MS,
  };
  const grants = await grantsOfUser(env, user.id);
  await new ScopedDb(env, actorAtHome({ ...user, ...session, grants }, requestId)).commit({
    writes: [
      ...proofs,
      insertSession(env, {
        id: session.sessionId,
        userId: session.userId,
        generation: session.generation,
        rotatedAt: now,
        userAgent: userAgent?.slice(0, USER_AGENT_MAX) ?? null,
        ip,
        hostTenantId,
        createdAt: now,
        expiresAt: session.expiresAt,
        revokedAt: null,
        secondFactorAt: secondFactor ? now : null,
        providerTenantId: providerTenantId ?? null,
      }),
      ...also,
    ],
    audit: {
      action: "session.started",
      entity: "session",
      entityId: session.sessionId,
      after: { userId: user.id, ip, ...(providerTenantId === undefined ? {} : { provider: providerTenantId }) },
    },
    otherwise,
  });
  const { token, exp } = await signSessionToken(env, session, now);
  return { token, exp, user: { id: user.id, email: user.email, name: user.name } };
}
