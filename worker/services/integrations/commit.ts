import { TrellisError } from "../../../schema/errors.ts";
import { type AuditEntry, isTaken, type MustChange, type Statement } from "../../db/scoped.ts";
import { noteUntold } from "../../directory/integration-outbox.ts";
import { forgetDoors } from "../../webhooks/doors.ts";
import { forgetRoutes } from "../../webhooks/routes.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { AccountCtx } from "../ctx.ts";
import { applyIntegration } from "./apply.ts";

/**
 * Commits a change of an integration as one batch: its writes, its audit row, and the note that the account's object has to hear of it.
 * Then tells the object; when that fails the note stays and the sweep tells it (`applied: false` until then). Throws `conflict` when the
 * integration changed in the meantime or the module is installed already, `outside_id_taken` when someone else holds an id.
 */
export async function commitIntegration(
  ctx: AccountCtx,
  change: {
    integrationId: string;
    version: number;
    writes: readonly (Statement | MustChange)[];
    audit: Omit<AuditEntry, "entity" | "entityId">;
  },
): Promise<void> {
  const { integrationId, version } = change;
  const tenantId = ctx.tenant.id;
  try {
    await ctx.db.commit({
      writes: [...change.writes, noteUntold(ctx.env, { tenantId, integrationId, version, now: ctx.now })],
      audit: { ...change.audit, entity: "integration", entityId: integrationId },
      otherwise: new TrellisError("conflict", {
        message: "This integration was changed in the meantime. Load it again.",
      }),
    });
  } catch (error) {
    if (isTaken(error, "outside_ids.")) throw new TrellisError("outside_id_taken");
    if (isTaken(error, "integrations."))
      throw new TrellisError("conflict", { message: "This module is already installed here.", field: "module" });
    throw error;
  }
  forgetRoutes();
  forgetDoors();
  try {
    await applyIntegration(ctx.env, { tenantId, integrationId, version });
  } catch (error) {
    console.warn(
      JSON.stringify({
        level: "warn",
        event: "integration_not_applied",
        requestId: ctx.requestId,
        tenantId,
        integrationId,
        reason: reasonOf(error),
      }),
    );
  }
}
