import { subAccount } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { acknowledgeIntegration, credentialsOf, integrationById } from "../../db/integrations.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { forgetUntold } from "../../directory/integration-outbox.ts";
import type { Env } from "../../env.ts";
import { openCredentials, sealForAccount } from "./seal.ts";

/**
 * Tells the account's object what an integration is to be now, its credentials sealed anew for that object, and records what it
 * acknowledged. One that is gone from the control plane by now is removed from the object, at `version`. Safe to repeat and to run twice
 * at once: the object keeps the newest version it ever heard.
 */
export async function applyIntegration(
  env: Env,
  told: { tenantId: string; integrationId: string; version: number },
): Promise<void> {
  const { tenantId, integrationId } = told;
  const actor: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const db = new ScopedDb(env, actor);
  const object = subAccount(env, tenantId);
  const row = await integrationById(db, integrationId);
  if (row === undefined) {
    await object.removeIntegration(actor, { id: integrationId, version: told.version });
    await db.bookkeep([forgetUntold(env, told)]);
    return;
  }
  const { id, module, state, config, sandbox } = row;
  const { sealed, open } = await sealForAccount(env, row, await openCredentials(env, row, await credentialsOf(db, id)));
  const { version } = await object.applyIntegration(actor, {
    id,
    module,
    state,
    config,
    open,
    sealed,
    sandbox,
    version: row.desiredVersion,
  });
  await db.bookkeep([acknowledgeIntegration(db, id, version), forgetUntold(env, { tenantId, integrationId, version })]);
}
