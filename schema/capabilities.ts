import { THROUGH_OTHERS_EYES } from "./through-others-eyes.ts";

/** Everything a role can allow. Code asks `can(actor, capability)`; it never compares role names. */
export const CAPABILITIES = [
  "viewLeads",
  "editLeads",
  "deleteLeads",
  "sendMessages",
  "viewSettings",
  "manageSettings",
  "manageUsers",
  "manageModules",
  "manageKeys",
  "createTenants",
  "manageTenants",
  "manageCatalog",
  "deploy",
  "impersonate",
  "viewAudit",
  "manageBilling",
] as const;

export type Capability = (typeof CAPABILITIES)[number];

export const TENANT_TYPES = ["platform", "agency", "subaccount"] as const;
export type TenantType = (typeof TENANT_TYPES)[number];

const VIEW = ["viewLeads", "viewSettings"] as const satisfies readonly Capability[];
const WORK = [...VIEW, "editLeads", "sendMessages"] as const satisfies readonly Capability[];
const ADMIN = [
  ...WORK,
  "deleteLeads",
  "manageSettings",
  "manageUsers",
  "manageModules",
  "manageKeys",
  "viewAudit",
  "manageBilling",
] as const satisfies readonly Capability[];
const OWNER = [
  ...ADMIN,
  "createTenants",
  "manageTenants",
  "deploy",
  "impersonate",
] as const satisfies readonly Capability[];

/** The role matrix: on which type of tenant a role is granted, its name for people, and what it allows there and below. */
export const ROLES = {
  platform_admin: { tier: "platform", label: "Platform admin", capabilities: [...OWNER, "manageCatalog"] },
  agency_admin: { tier: "agency", label: "Agency admin", capabilities: OWNER },
  agency_member: { tier: "agency", label: "Agency member", capabilities: WORK },
  subaccount_admin: { tier: "subaccount", label: "Account admin", capabilities: ADMIN },
  subaccount_member: { tier: "subaccount", label: "Account member", capabilities: WORK },
  subaccount_viewer: { tier: "subaccount", label: "Viewer", capabilities: VIEW },
} as const satisfies Record<string, { tier: TenantType; label: string; capabilities: readonly Capability[] }>;

export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]];

/** What one may do who looks through another's eyes: what both of them may, less what `THROUGH_OTHERS_EYES` keeps back. */
export function capabilitiesThrough(
  own: readonly Capability[],
  theirs: readonly Capability[],
  write: boolean,
): Capability[] {
  return CAPABILITIES.filter((capability) => {
    const use = THROUGH_OTHERS_EYES[capability];
    const open = use === "look" || (use === "write" && write);
    return open && own.includes(capability) && theirs.includes(capability);
  });
}

/** What a role allows on the tenants it reaches. */
export function capabilitiesOf(role: Role): readonly Capability[] {
  return ROLES[role].capabilities;
}

/** What a role granted on this type of tenant can allow at all: as much as the strongest built-in one. */
export function capabilitiesOfTier(tier: TenantType): readonly Capability[] {
  const most = ROLE_NAMES.filter((role) => ROLES[role].tier === tier).map((role) => ROLES[role].capabilities);
  return CAPABILITIES.filter((capability) => most.some((all: readonly Capability[]) => all.includes(capability)));
}

/** The built-in role whose name stands for a tier, where a custom role says what is allowed. */
export const ROLE_OF_TIER = {
  platform: "platform_admin",
  agency: "agency_member",
  subaccount: "subaccount_viewer",
} as const satisfies Record<TenantType, Role>;

/** A tier and those below it: what can be granted on tenants of these types is made on one of the tier. */
export function tiersFrom(tier: TenantType): readonly TenantType[] {
  return TENANT_TYPES.slice(TENANT_TYPES.indexOf(tier));
}

/** What no program may do, whoever made its key: make keys, touch people and their rights, or be somebody else. */
const PEOPLE_ALONE = ["manageKeys", "manageUsers", "impersonate"] as const satisfies readonly Capability[];

/** What an API key may be allowed. */
export const KEY_SCOPES = CAPABILITIES.filter(
  (capability) => !(PEOPLE_ALONE as readonly Capability[]).includes(capability),
);
