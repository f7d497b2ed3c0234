import type { LoginResponse } from "../../../schema/contracts/users.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { rotateSession } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";
import { signSessionToken } from "../../middleware/session-token.ts";
import { actorAtHome } from "./actor-at-home.ts";

/**
 * Replaces the caller's token by a new one. Of any number of renewals of one token exactly one succeeds; the others throw
 * `refresh_conflict` and the session goes on.
 */
export async function renewSession(
  env: Env,
  principal: Principal,
  requestId: string,
  now: number,
): Promise<LoginResponse> {
  const generation = principal.tokenGeneration + 1;
  await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    writes: [
      mustChange(rotateSession(env, { sessionId: principal.sessionId, generation: principal.tokenGeneration }, now)),
    ],
    audit: { action: "session.renewed", entity: "session", entityId: principal.sessionId, after: { generation } },
    otherwise: new TrellisError("refresh_conflict"),
  });
  const { token, exp } = await signSessionToken(env, { ...principal, generation }, now);
  return { token, exp, user: { id: principal.userId, email: principal.email, name: principal.name } };
}
