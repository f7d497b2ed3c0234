import { concierge } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { activeConcierge } from "../../db/concierge.ts";
import { ScopedDb } from "../../db/scoped.ts";
import type { Env } from "../../env.ts";

/**
 * Tells the session that goes on in an account, if one does, that the account may have more, or has something new to look at. Where none goes on
 * nothing is to be told: whoever opens the account is offered it. Never throws: what is not heard is found at the session's next look.
 */
export async function tellConcierge(
  env: Env,
  tenantId: string,
  change: { added: readonly string[]; reason: string },
): Promise<void> {
  const system: SystemActor = { kind: "system", tenantId, via: "concierge" };
  try {
    const active = await activeConcierge(new ScopedDb(env, system));
    if (active !== undefined) await concierge(env, active.id).noteChanged(system, change);
  } catch (error) {
    const reason = reasonOf(error);
    console.warn(JSON.stringify({ level: "warn", event: "concierge_not_told", tenantId, reason }));
  }
}
