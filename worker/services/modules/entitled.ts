import type { ModuleManifest } from "../../../modules/module.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";

/** What each plan may install: whole categories of the marketplace. */
const ENTITLED = {
  starter: ["channels", "ai"],
  professional: ["channels", "ai"],
  enterprise: ["channels", "ai"],
} as const satisfies Record<TenantRow["plan"], readonly ModuleManifest["category"][]>;

/** Throws `plan_limit` unless the account's plan includes the module. */
export function requireEntitled(tenant: TenantRow, manifest: ModuleManifest): void {
  const categories: readonly ModuleManifest["category"][] = ENTITLED[tenant.plan];
  if (categories.includes(manifest.category)) return;
  throw new TrellisError("plan_limit", {
    message: `${manifest.name} is not part of this account's plan.`,
    field: "module",
  });
}
