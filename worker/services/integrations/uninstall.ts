import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { deleteCredentials, deleteIntegration, integrationsOf } from "../../db/integrations.ts";
import { mustChange } from "../../db/scoped.ts";
import { release } from "../../directory/outside-ids.ts";
import type { Ctx } from "../ctx.ts";
import { showDeployment } from "../deployments/tell-progress.ts";
import { tellDeployment } from "../deployments/tell-deployment.ts";
import { discardProvider } from "../sandbox/built-in-provider.ts";
import { commitIntegration } from "./commit.ts";
import { refuseNeeded } from "./dependencies.ts";
import { integrationDocument } from "./document.ts";
import { findIntegration } from "./find.ts";
import { refuseUnlessOwn } from "./refuse-unless-own.ts";

/**
 * Removes an integration with its credentials and gives up its outside ids, in one batch; then the object's copy. What was said through it
 * stays. Answers it as it was. Throws `forbidden`, `not_found`, `conflict` (another module needs it, or changed in the meantime).
 */
export async function uninstallModule(ctx: Ctx, id: string): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const { row, sealed } = await findIntegration(ctx, id);
  refuseUnlessOwn(row, "install");
  refuseNeeded(row.module, await integrationsOf(ctx.db));
  const document = await integrationDocument(ctx, row, sealed, undefined);
  await commitIntegration(ctx, {
    integrationId: id,
    // Newer than anything the object can have heard of it.
    version: row.desiredVersion + 1,
    writes: [
      deleteCredentials(ctx.db, id),
      mustChange(deleteIntegration(ctx.db, { id, version: row.desiredVersion })),
      release(ctx.env, ctx.tenant.id, id),
      ...tellDeployment(ctx, row, undefined),
    ],
    audit: {
      action: "integration.uninstalled",
      before: { module: row.module, version: row.version, state: row.state, sandbox: row.sandbox, config: row.config },
    },
  });
  await showDeployment(ctx.env, row);
  if (row.sandbox) await discardProvider(ctx, row);
  return document;
}
