import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { updateIntegration } from "../../db/integrations.ts";
import { type AuditEntry, mustChange, type MustChange, type Statement } from "../../db/scoped.ts";
import type { AccountCtx } from "../ctx.ts";
import { commitIntegration } from "./commit.ts";
import { showDeployment } from "../deployments/tell-progress.ts";
import { tellDeployment } from "../deployments/tell-deployment.ts";
import { getIntegration } from "./get.ts";

/**
 * Changes an integration as it was read: guarded by its version, which rises, with whatever else belongs into the batch, its audit row and
 * the word to the account's object. Answers it as it is then. Throws `outside_id_taken`, `conflict` (changed in the meantime).
 */
export async function changeIntegration(
  ctx: AccountCtx,
  row: IntegrationRow,
  change: IntegrationChange,
): Promise<Integration> {
  const { id, desiredVersion } = row;
  const version = desiredVersion + 1;
  const set = { ...change.set, desiredVersion: version, updatedAt: ctx.now };
  await commitIntegration(ctx, {
    integrationId: id,
    version,
    writes: [
      mustChange(updateIntegration(ctx.db, { id, version: desiredVersion }, set)),
      ...(change.writes ?? []),
      ...tellDeployment(ctx, row, set),
    ],
    audit: change.audit,
  });
  await showDeployment(ctx.env, row);
  return getIntegration(ctx, id);
}

/** What becomes of an integration, with whatever else belongs into the batch. */
export interface IntegrationChange {
  set: Partial<
    Pick<IntegrationRow, "state" | "health" | "details" | "config" | "ownConfig" | "deployed" | "version" | "pinned">
  >;
  writes?: readonly (Statement | MustChange)[];
  audit: Omit<AuditEntry, "entity" | "entityId">;
}
