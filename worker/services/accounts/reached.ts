import type { TenantRow } from "../../../schema/control-plane/index.ts";
import type { PrincipalGrant } from "../../directory/principals.ts";
import { accessOn, reaches } from "../../middleware/active-tenant.ts";

/** Whether a person's grants reach a tenant at all, and let them see how it does: its conversations, and all of them. */
export function sightOn(grants: readonly PrincipalGrant[], tenant: TenantRow): { figures: boolean } | undefined {
  if (!grants.some((grant) => reaches(grant, tenant))) return undefined;
  const { capabilities, assignedOnly } = accessOn(grants, tenant);
  return { figures: capabilities.includes("viewLeads") && assignedOnly !== true };
}
