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

/** What a role allows on the tenants it reaches. */
export function capabilitiesOf(role: Role): readonly Capability[] {
  return ROLES[role].capabilities;
}
