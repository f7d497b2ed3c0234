import { sandboxMeta } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { deleteCredentials, deleteIntegration, integrationsOf } from "../../db/integrations.ts";
import { mustChange } from "../../db/scoped.ts";
import { release } from "../../directory/outside-ids.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { Ctx } from "../ctx.ts";
import { commitIntegration } from "./commit.ts";
import { refuseNeeded } from "./dependencies.ts";
import { integrationDocument } from "./document.ts";
import { findIntegration } from "./find.ts";

/**
 * Removes an integration with its credentials and gives up its outside ids, in one batch; then the object's copy. What was said through it
 * stays. Answers it as it was. Throws `forbidden`, `not_found`, `conflict` (another module needs it, or changed in the meantime).
 */
export async function uninstallModule(ctx: Ctx, id: string): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const { row, sealed } = await findIntegration(ctx, id);
  refuseNeeded(row.module, await integrationsOf(ctx.db));
  const document = await integrationDocument(ctx, row, sealed);
  await commitIntegration(ctx, {
    integrationId: id,
    // Newer than anything the object can have heard of it.
    version: row.desiredVersion + 1,
    writes: [
      deleteCredentials(ctx.db, id),
      mustChange(deleteIntegration(ctx.db, { id, version: row.desiredVersion })),
      release(ctx.env, ctx.tenant.id, id),
    ],
    audit: {
      action: "integration.uninstalled",
      before: { module: row.module, version: row.version, state: row.state, sandbox: row.sandbox, config: row.config },
    },
  });
  if (row.sandbox) await discardSandbox(ctx, id);
  return document;
}

/** The built-in provider goes with its install. Should that fail, it is left speaking to a door that is shut. */
async function discardSandbox({ env, tenant, requestId }: Ctx, integrationId: string): Promise<void> {
  try {
    await sandboxMeta(env, integrationId).discard({ kind: "system", tenantId: tenant.id, via: "control-plane" });
  } catch (error) {
    const reason = reasonOf(error);
    console.warn(JSON.stringify({ level: "warn", event: "sandbox_not_discarded", requestId, integrationId, reason }));
  }
}
