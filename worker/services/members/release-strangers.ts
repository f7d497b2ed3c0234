import { subAccount } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { forgetUntold, PEOPLE } from "../../directory/integration-outbox.ts";
import { isMember } from "../../directory/members.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";

/**
 * Takes off an account's conversations and contacts whoever can act on it no more, and forgets that it had to be looked at. Safe to repeat and to
 * run twice at once; what it does not get to, the sweep does.
 */
export async function releaseStrangers(env: Env, noted: { tenantId: string; version: number }): Promise<void> {
  const { tenantId, version } = noted;
  const actor: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const tenant = await tenantById(env, tenantId);
  if (tenant !== undefined) {
    const account = subAccount(env, tenantId);
    for (const userId of await account.peopleInCharge(actor)) {
      if (await isMember(env, tenant, userId)) continue;
      while ((await account.releasePerson(actor, { userId })).more);
    }
  }
  await new ScopedDb(env, actor).bookkeep([forgetUntold(env, { tenantId, integrationId: PEOPLE, version })]);
}
