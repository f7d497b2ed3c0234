import { requireCapability } from "../../../schema/actor.ts";
import { Health, type HealthCheck } from "../../../schema/contracts/integrations.ts";
import { auditOfEntity } from "../../db/audit.ts";
import type { Ctx } from "../ctx.ts";
import { auditJson } from "../audit/document.ts";
import { findIntegration } from "./find.ts";

const SHOWN_MAX = 20;

/**
 * What the provider answered whenever this integration was checked, newest first: at its install, by hand, and when credentials were
 * replaced. Read from the audit log, which keeps it anyway. Throws `forbidden`, `not_found`.
 */
export async function listChecks(ctx: Ctx, id: string): Promise<HealthCheck[]> {
  requireCapability(ctx.actor, "viewSettings");
  await findIntegration(ctx, id);
  const rows = await auditOfEntity(ctx.db, id, SHOWN_MAX);
  return rows.flatMap(({ actorName, after }) => {
    const { success, data } = Health.safeParse((auditJson(after) as { health?: unknown } | null)?.health);
    return success ? [{ ...data, by: actorName }] : [];
  });
}
