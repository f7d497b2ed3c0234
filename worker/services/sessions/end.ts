import { endSessionRow, socketsOfSession } from "../../directory/sessions.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { Env } from "../../env.ts";
import { forgetPrincipals } from "../../middleware/principal.ts";

/** Ends a session at every door: its tokens stop working at once and every socket it opened is closed, in whichever account. */
export async function endSession(env: Env, sessionId: string, now: number): Promise<void> {
  await endSessionRow(env, sessionId, now);
  forgetPrincipals();
  const tenantIds = await socketsOfSession(env, sessionId);
  await Promise.all(
    tenantIds.map((tenantId) => subAccount(env, tenantId).endSession({ kind: "system", tenantId, via: "control-plane" }, { sessionId })),
  );
}
