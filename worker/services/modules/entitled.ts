import type { Entitlement } from "../../../schema/contracts/modules.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Offer } from "./offers.ts";

/** How an account stands to a module: the one place where that is decided. */
export function entitlementOf(tenant: Pick<TenantRow, "type" | "plan">, offer: Offer): Entitlement {
  if (offer.hidden) return "withdrawn";
  // The platform sells; it buys nothing.
  if (tenant.type === "platform") return "entitled";
  return offer.plans.includes(tenant.plan) ? "entitled" : "upsell";
}

/** Throws `not_found` for a module that is not offered, `plan_limit` unless the account's plan includes it. */
export function requireEntitled(tenant: TenantRow, offer: Offer): void {
  const { name } = offer.manifest;
  switch (entitlementOf(tenant, offer)) {
    case "entitled":
      return;
    case "upsell":
      throw new TrellisError("plan_limit", {
        message: `${name} is not part of this account's plan. Ask your agency for it.`,
        field: "module",
      });
    case "withdrawn":
      throw new TrellisError("not_found", { message: "There is no module of that name.", field: "module" });
  }
}
