import { agency, subAccount } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import type { ListingNoteRow, TenantRow } from "../../../schema/control-plane/index.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { forgetListing } from "../../directory/listing-notes.ts";
import { platformTenant, tenantRow } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";

/**
 * Tells a roll-up how a tenant is listed there now, or that it is not, and forgets that it had to be told. Of one that is new there the figures
 * are asked for, from whoever has them: the account itself for its agency, the agency for the platform. Safe to repeat and to run twice at
 * once: the roll-up keeps the newest version it ever heard.
 */
export async function tellListing(
  env: Env,
  { tenantId, overId, version: noted }: Pick<ListingNoteRow, "tenantId" | "overId" | "version">,
): Promise<void> {
  const [tenant, over] = await Promise.all([tenantRow(env, tenantId), tenantRow(env, overId)]);
  const version = Math.max(noted, tenant?.listingVersion ?? 0);
  if (over !== undefined) {
    const actor: SystemActor = { kind: "system", tenantId: overId, via: "control-plane" };
    const rollUp = agency(env, overId);
    const listed = listedBelow(tenant, over);
    if (listed === undefined) await rollUp.leaveAccount(actor, { id: tenantId, version });
    else {
      const above = over.type === "platform" ? null : ((await platformTenant(env))?.id ?? null);
      const { id, type, parent, name, slug, status, plan, createdAt, listingVersion } = listed;
      const listing = { id, type, parent, name, slug, status, plan, createdAt, version: listingVersion, above };
      const { fresh } = await rollUp.listAccount(actor, listing);
      if (fresh) await askForFigures(env, listed, over);
    }
  }
  const machinery = new ScopedDb(env, { kind: "system", tenantId, via: "control-plane" });
  await machinery.bookkeep([forgetListing(env, { tenantId, overId, version })]);
}

type Listed = TenantRow & { type: "agency" | "subaccount"; parent: string; agencyId: string };

/** The tenant as the roll-up lists it; undefined where it does not. */
function listedBelow(tenant: TenantRow | undefined, over: TenantRow): Listed | undefined {
  if (tenant === undefined || tenant.deletedAt !== null) return undefined;
  const { type, parentId, agencyId } = tenant;
  if (type === "platform" || parentId === null || agencyId === null) return undefined;
  if (over.type !== "platform" && (type === "agency" || agencyId !== over.id)) return undefined;
  return { ...tenant, type, parent: parentId, agencyId };
}

async function askForFigures(env: Env, { id, agencyId }: Listed, over: TenantRow): Promise<void> {
  if (over.type === "platform")
    await agency(env, agencyId).retell({ kind: "system", tenantId: agencyId, via: "control-plane" }, { id });
  else await subAccount(env, id).reportTo({ kind: "system", tenantId: id, via: "control-plane" }, { agencyId });
}
