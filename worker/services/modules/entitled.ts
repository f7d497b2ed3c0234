import type { Entitlement } from "../../../schema/contracts/modules.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Held } from "../module-access/access.ts";
import type { Offer } from "./offers.ts";

/** How an account stands to a module: the one place where that is decided. */
export function entitlementOf(tenant: Pick<TenantRow, "type" | "plan">, offer: Offer, held: Held): Entitlement {
  if (offer.hidden) return "withdrawn";
  if (isPlanned(tenant, offer) || held.grants.length > 0) return "entitled";
  return held.request?.open === true ? "requested" : "upsell";
}

/** Whether the account's own plan includes the module. The platform sells; it buys nothing. */
export function isPlanned(tenant: Pick<TenantRow, "type" | "plan">, offer: Offer): boolean {
  return tenant.type === "platform" || offer.plans.includes(tenant.plan);
}

/** Throws `not_found` for a module that is not offered, `plan_limit` unless the account's plan includes it or somebody gave it. */
export function requireEntitled(tenant: Pick<TenantRow, "type" | "plan">, offer: Offer, held: Held): void {
  const { name } = offer.manifest;
  const entitlement = entitlementOf(tenant, offer, held);
  switch (entitlement) {
    case "entitled":
      return;
    case "upsell":
    case "requested":
      throw new TrellisError("plan_limit", {
        message:
          entitlement === "requested"
            ? `${name} is not part of this account's plan. It has been asked for: whoever manages the account has yet to decide.`
            : `${name} is not part of this account's plan. Ask your agency for it.`,
        field: "module",
      });
    case "withdrawn":
      throw new TrellisError("not_found", { message: "There is no module of that name.", field: "module" });
    default:
      return entitlement satisfies never;
  }
}
