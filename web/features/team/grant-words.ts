import { ROLES, type Role } from "../../../schema/capabilities.ts";
import type { Member, MemberGrant } from "../../../schema/contracts/members.ts";
import type { RoleDoc } from "../../../schema/contracts/roles.ts";

/** What a grant's role is called. */
export function roleName({ role, customRole }: Pick<MemberGrant, "role" | "customRole">): string {
  return customRole?.name || ROLES[role].label;
}

/** Somebody's own role on the open account; undefined for whom it reaches from above. */
export function ownGrant(member: Member): MemberGrant | undefined {
  return member.grants.find(({ of }) => of === "account");
}

/** What a request says of a chosen role: a built-in one by its name, a custom one by its id. */
export function roleRequest(chosen: RoleDoc): { role: Role } | { customRole: string } {
  return chosen.of === "trellis" ? { role: chosen.id as Role } : { customRole: chosen.id };
}

/** The id by which a grant's role stands among the roles. */
export function roleIdOf({ role, customRole }: Pick<MemberGrant, "role" | "customRole">): string {
  return customRole?.id ?? role;
}

export const ORIGIN_WORDS = {
  account: "On this account",
  agency: "From the agency",
  platform: "From the platform",
} as const;
