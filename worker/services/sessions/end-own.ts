import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";
import { actorAtHome } from "./actor-at-home.ts";
import { type EndReason, endSession } from "./end.ts";

/** Ends one of the caller's own sessions. False alike for one that is not theirs, has ended or never was. */
export function endOwnSession(
  env: Env,
  principal: Principal,
  { sessionId, reason, requestId, now }: { sessionId: string; reason: EndReason; requestId: string; now: number },
): Promise<boolean> {
  const session = { sessionId, userId: principal.userId, homeTenantId: principal.homeTenantId };
  return endSession(env, { session, reason, by: actorAtHome(principal, requestId), now });
}
