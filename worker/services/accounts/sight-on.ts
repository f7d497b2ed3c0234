import type { TenantRow } from "../../../schema/control-plane/index.ts";
import type { PrincipalGrant } from "../../directory/principals.ts";
import { accessOn, reachedBy } from "../../middleware/active-tenant.ts";

/** Whether a person reaches a tenant at all, and may see how it does: its conversations, and all of them. */
export function sightOn({ grants, within }: Looker, tenant: TenantRow): { figures: boolean } | undefined {
  if (!reachedBy({ grants, ...(within && { within }) }, tenant)) return undefined;
  const { capabilities, assignedOnly } = accessOn(grants, tenant);
  return { figures: capabilities.includes("viewLeads") && assignedOnly !== true };
}

/** Who looks, and the account at whose address they do: nothing is seen there but it and what is below it. */
export interface Looker {
  grants: readonly PrincipalGrant[];
  within: Pick<TenantRow, "id" | "type"> | undefined;
}
