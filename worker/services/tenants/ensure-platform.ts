import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, ScopedDb } from "../../db/scoped.ts";
import { insertTenant, platformTenant } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { tenantDocument } from "./document.ts";

/** The id of the one platform, which is made at the first start. */
export async function ensurePlatform(env: Env, now: number): Promise<string> {
  const found = await platformTenant(env);
  if (found) return found.id;
  const row: TenantRow = {
    id: newId("tenant"),
    type: "platform",
    parentId: null,
    agencyId: null,
    name: "Trellis",
    slug: "platform",
    status: "active",
    statusBefore: null,
    statusReason: null,
    statusAt: null,
    standingVersion: 1,
    listingVersion: 1,
    plan: "enterprise",
    trialEndsAt: null,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  try {
    await new ScopedDb(env, { kind: "system", tenantId: row.id, via: "control-plane" }).commit({
      writes: [insertTenant(row)],
      audit: { action: "tenant.created", entity: "tenant", entityId: row.id, after: tenantDocument(row) },
    });
    return row.id;
  } catch (error) {
    // Another start made it meanwhile: there is only ever one.
    const made = isTaken(error, "tenants.") ? await platformTenant(env) : undefined;
    if (made === undefined) throw error;
    return made.id;
  }
}
