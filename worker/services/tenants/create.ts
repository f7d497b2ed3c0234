import { requireCapability } from "../../../schema/actor.ts";
import type { TenantType } from "../../../schema/capabilities.ts";
import type { CreateTenant, Tenant } from "../../../schema/contracts/tenants.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { DAY_MS, type Plan, TRIAL_DAYS } from "../../../schema/plans.ts";
import { isTaken, mustChange } from "../../db/scoped.ts";
import { noteStanding } from "../../directory/integration-outbox.ts";
import { insertTenant } from "../../directory/tenants.ts";
import { tellListingsOf } from "../accounts/tell-listings.ts";
import type { Ctx } from "../ctx.ts";
import { deployToNewClient } from "../deployments/sweep.ts";
import { tenantDocument } from "./document.ts";
import { tellAtOnce } from "./life/tell-later.ts";
import { refuseSuspended } from "./refuse-suspended.ts";
import { RESERVED_SLUGS } from "./reserved-slugs.ts";

/**
 * Makes an agency under the platform or a sub-account under an agency, on trial of a plan (starter unless told), of which a sub-account's object hears at once. Acts on the parent: throws
 * `not_found` for one the caller cannot reach, `forbidden` without `createTenants` there, `suspended`, `invalid` (type) where the parent holds no such
 * tenants, `conflict` (slug) for a slug taken or reserved.
 */
export async function createTenant(ctx: Ctx, input: CreateTenant & { plan?: Plan }): Promise<Tenant> {
  const parent = input.parent === undefined ? ctx : await ctx.enter(input.parent);
  requireCapability(parent.actor, "createTenants");
  refuseSuspended(parent.tenant, ctx.now);
  requireShape(parent.tenant, input.type);
  if (RESERVED_SLUGS.has(input.slug)) throw slugTaken();
  const row = newTenant(parent.tenant, input, ctx.now);
  const after = tenantDocument(row);
  try {
    await parent.db.commit({
      writes: [mustChange(insertTenant(row)), noteStanding(row.id, ctx.now)],
      audit: { action: "tenant.created", entity: "tenant", entityId: row.id, after },
      otherwise: new TrellisError("not_found"),
    });
  } catch (error) {
    if (isTaken(error, "tenants.slug")) throw slugTaken();
    throw error;
  }
  if (row.type === "subaccount") {
    await tellAtOnce(ctx, row.id);
    await deployToNewClient(parent.env, parent.tenant.id, parent.now);
  }
  await tellListingsOf(parent.env, row.id, parent.now);
  return after;
}

/** A slug that is taken and one we keep look the same. */
export function slugTaken(): TrellisError {
  return new TrellisError("conflict", { field: "slug", message: "This address is not available. Choose another." });
}

const HOLDS = { platform: "agency", agency: "subaccount", subaccount: undefined } as const satisfies Record<
  TenantType,
  TenantType | undefined
>;

function requireShape(parent: TenantRow, type: TenantType): void {
  if (HOLDS[parent.type] === type) return;
  const message =
    type === "agency"
      ? "An agency stands under the platform."
      : "A sub-account stands under an agency: give its id as parent.";
  throw new TrellisError("invalid", { field: "type", message });
}

/** A tenant that begins: on trial of the starter plan unless told. */
export function newTenant(
  parent: Pick<TenantRow, "id">,
  { type, name, slug, plan = "starter" }: Omit<CreateTenant, "parent"> & { plan?: Plan },
  now: number,
): TenantRow {
  const id = newId("tenant");
  return {
    id,
    type,
    parentId: parent.id,
    agencyId: type === "agency" ? id : parent.id,
    name,
    slug,
    status: "trial",
    statusBefore: null,
    statusReason: null,
    statusAt: null,
    standingVersion: 1,
    listingVersion: 1,
    plan,
    trialEndsAt: now + TRIAL_DAYS * DAY_MS,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}
