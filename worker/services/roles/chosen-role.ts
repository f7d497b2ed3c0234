import { type Capability, capabilitiesOf, type Role, ROLES } from "../../../schema/capabilities.ts";
import type { CustomRoleRow } from "../../../schema/control-plane/index.ts";
import type { GrantedRole } from "../../directory/grants.ts";

/** A role as it is given: what is stored, what it allows, and what people call it. */
export interface ChosenRole extends GrantedRole {
  capabilities: readonly Capability[];
  name: string;
}

/** A built-in role, or the custom one in its place. */
export function chosenRole(
  role: Role,
  custom: Pick<CustomRoleRow, "tenantId" | "id" | "name" | "capabilities"> | null,
): ChosenRole {
  if (custom === null) return { role, customRole: null, capabilities: capabilitiesOf(role), name: ROLES[role].label };
  const { tenantId, id, name, capabilities } = custom;
  return { role, customRole: { tenantId, id }, capabilities, name };
}
