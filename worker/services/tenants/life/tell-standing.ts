import { subAccount } from "../../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../../schema/actor.ts";
import { standingOf, trialUntil } from "../../../../schema/standing.ts";
import { ScopedDb } from "../../../db/scoped.ts";
import { forgetUntold, STANDING } from "../../../directory/integration-outbox.ts";
import { tenantEvenDeleted } from "../../../directory/tenants.ts";
import type { Env } from "../../../env.ts";

/**
 * Tells an account's object how it stands now, its agency's status included, and by which plan, and forgets that it had to be told. Safe to repeat and to run
 * twice at once: the object keeps the newest version it ever heard. An account that is gone has nobody left to tell.
 */
export async function tellStanding(env: Env, told: { tenantId: string; version: number }): Promise<void> {
  const { tenantId } = told;
  const actor: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const tenant = await tenantEvenDeleted(env, tenantId);
  let { version } = told;
  if (tenant !== undefined) {
    // A trial's end comes by itself: the object is told when.
    const decided = standingOf({ ...tenant, trialEndsAt: null, agencyTrialEndsAt: null }, Date.now());
    const { plan, standingVersion } = tenant;
    const desired = { standing: decided, version: standingVersion, plan, stopsAt: trialUntil(tenant) };
    ({ version } = await subAccount(env, tenantId).applyStanding(actor, desired));
  }
  await new ScopedDb(env, actor).bookkeep([forgetUntold(env, { tenantId, integrationId: STANDING, version })]);
}
