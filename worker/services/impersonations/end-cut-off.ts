import type { Actor } from "../../../schema/actor.ts";
import { cutOffImpersonations } from "../../directory/impersonations.ts";
import type { Env } from "../../env.ts";
import { endOne } from "./end.ts";

/**
 * Ends what a person looked at with sessions that have ended. No door opened to it any more from the moment the session ended; this writes it
 * down in each account and lets its people hear of it.
 */
export async function endCutOffImpersonations(env: Env, userId: string, now: number): Promise<void> {
  for (const row of await cutOffImpersonations(env, userId, now)) {
    const by = { id: row.impersonatorId, name: row.impersonatorName };
    const actor: Actor = { kind: "system", tenantId: row.tenantId, via: "control-plane" };
    await endOne(env, { row, actor, by, reason: "signed_out", now });
  }
}
