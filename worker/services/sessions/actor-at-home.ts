import type { UserActor } from "../../../schema/actor.ts";
import type { PrincipalRow } from "../../directory/principals.ts";

/**
 * A person seeing to their own sign-in, which is recorded at their home. It may do nothing there: rights come from ctxOn alone.
 */
export function actorAtHome(
  person: Pick<PrincipalRow, "userId" | "name" | "homeTenantId" | "sessionId" | "grants">,
  requestId: string,
): UserActor {
  return {
    kind: "user",
    tenantId: person.homeTenantId,
    userId: person.userId,
    name: person.name,
    role: person.grants[0]?.role ?? "subaccount_viewer",
    capabilities: [],
    sessionId: person.sessionId,
    requestId,
  };
}
