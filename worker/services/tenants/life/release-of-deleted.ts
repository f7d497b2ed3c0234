import { ScopedDb } from "../../../db/scoped.ts";
import { releaseAll } from "../../../directory/outside-ids.ts";
import { deletedBefore } from "../../../directory/tenants.ts";
import type { Env } from "../../../env.ts";
import { RESTORABLE_MS } from "./life-cycle.ts";

const SWEEP_MAX = 50;

/**
 * The sweep: gives up the outside ids of accounts that can no longer be restored, so that others may connect the same numbers and pages. Their
 * address stays kept until they are erased.
 */
export async function releaseOfDeleted(env: Env, now: number): Promise<void> {
  for (const tenantId of await deletedBefore(env, now - RESTORABLE_MS, SWEEP_MAX)) {
    await new ScopedDb(env, { kind: "system", tenantId, via: "cron" }).commit({
      writes: [releaseAll(env, tenantId)],
      audit: { action: "tenant.ids_released", entity: "tenant", entityId: tenantId },
    });
  }
}
