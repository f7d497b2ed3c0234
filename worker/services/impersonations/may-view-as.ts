import type { TenantType } from "../../../schema/capabilities.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import type { PrincipalGrant } from "../../directory/principals.ts";
import { reaches } from "../../middleware/active-tenant.ts";

interface Person {
  userId: string;
  grants: readonly PrincipalGrant[];
}

/**
 * Whether one person may look at a tenant through another's eyes: never their own, and never those of somebody above. For every grant by which
 * the other reaches the tenant there must be one with `impersonate` granted on the same tenant or above it, and above it where the other
 * may view as people too. Who sees only what is assigned to them looks through nobody's.
 */
export function mayViewAs(viewer: Person, viewed: Person, tenant: Pick<TenantRow, "id" | "agencyId">): boolean {
  if (viewer.userId === viewed.userId) return false;
  const theirs = viewed.grants.filter((grant) => reaches(grant, tenant));
  const own = viewer.grants.filter(
    (grant) => reaches(grant, tenant) && !grant.assignedOnly && grant.capabilities.includes("impersonate"),
  );
  return theirs.length > 0 && theirs.every((their) => own.some((grant) => standsOver(grant, their)));
}

/** Of two grants that reach the same tenant. */
function standsOver(own: PrincipalGrant, their: PrincipalGrant): boolean {
  const [mine, other] = [HEIGHT[own.type], HEIGHT[their.type]];
  return mine > other || (mine === other && !their.capabilities.includes("impersonate"));
}

const HEIGHT = { subaccount: 0, agency: 1, platform: 2 } as const satisfies Record<TenantType, number>;
