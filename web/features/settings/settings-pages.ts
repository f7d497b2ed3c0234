import Building from "lucide-solid/icons/building";
import Fingerprint from "lucide-solid/icons/fingerprint-pattern";
import Gauge from "lucide-solid/icons/gauge";
import Globe from "lucide-solid/icons/globe";
import KeyRound from "lucide-solid/icons/key-round";
import Eye from "lucide-solid/icons/eye";
import MessageSquareQuote from "lucide-solid/icons/message-square-quote";
import Palette from "lucide-solid/icons/palette";
import Quote from "lucide-solid/icons/quote";
import ScrollText from "lucide-solid/icons/scroll-text";
import ShieldCheck from "lucide-solid/icons/shield-check";
import UserCog from "lucide-solid/icons/user-cog";
import UserRound from "lucide-solid/icons/user-round";
import Users from "lucide-solid/icons/users";
import { type Component, lazy } from "solid-js";
import type { Capability, TenantType } from "../../../schema/capabilities.ts";
import type { Account } from "../../frame/account-context.tsx";

export interface SettingsPage {
  /** Under /a/:tenantId/settings/. */
  path: string;
  label: string;
  icon: Component<{ class?: string; "aria-hidden"?: "true" }>;
  /** The account's own settings, or those of whoever is signed in. */
  of: "account" | "person";
  /** What one must be able to do here to open it. Absent: whoever may open the account. */
  capability?: Capability;
  /** The types of account that have it. */
  tiers: readonly TenantType[];
  component: Component & { preload?: () => unknown };
}

const EVERY_TIER: readonly TenantType[] = ["platform", "agency", "subaccount"];

/** The pages of settings, in order. */
export const SETTINGS_PAGES: readonly SettingsPage[] = [
  {
    path: "account",
    label: "Account",
    icon: Building,
    of: "account",
    capability: "viewSettings",
    tiers: EVERY_TIER,
    component: lazy(() => import("../account-settings/account-settings-page.tsx")),
  },
  {
    path: "canned-replies",
    label: "Canned replies",
    icon: MessageSquareQuote,
    of: "account",
    capability: "viewLeads",
    tiers: ["subaccount"],
    component: lazy(() => import("../canned-replies/canned-replies-page.tsx")),
  },
  {
    path: "branding",
    label: "Branding",
    icon: Palette,
    of: "account",
    capability: "viewSettings",
    tiers: EVERY_TIER,
    component: lazy(() => import("../branding/branding-page.tsx")),
  },
  {
    path: "brand-voice",
    label: "Brand voice",
    icon: Quote,
    of: "account",
    capability: "viewSettings",
    tiers: EVERY_TIER,
    component: lazy(() => import("../brand-voice/brand-voice-page.tsx")),
  },
  {
    path: "domains",
    label: "Domains",
    icon: Globe,
    of: "account",
    capability: "viewSettings",
    tiers: ["agency", "subaccount"],
    component: lazy(() => import("../domains/domains-page.tsx")),
  },
  {
    path: "team",
    label: "Team",
    icon: Users,
    of: "account",
    tiers: EVERY_TIER,
    capability: "viewSettings",
    component: lazy(() => import("../team/team-page.tsx")),
  },
  {
    path: "roles",
    label: "Roles",
    icon: UserCog,
    of: "account",
    tiers: EVERY_TIER,
    capability: "viewSettings",
    component: lazy(() => import("../roles/roles-page.tsx")),
  },
  {
    path: "sign-in",
    label: "Sign-in",
    icon: Fingerprint,
    of: "account",
    capability: "manageUsers",
    tiers: ["agency"],
    component: lazy(() => import("../agency-sign-in/agency-sign-in-page.tsx")),
  },
  {
    path: "plan",
    label: "Plan and usage",
    icon: Gauge,
    of: "account",
    tiers: EVERY_TIER,
    capability: "viewSettings",
    component: lazy(() => import("../plan/plan-page.tsx")),
  },
  {
    path: "keys",
    label: "API keys",
    icon: KeyRound,
    of: "account",
    capability: "manageKeys",
    tiers: EVERY_TIER,
    component: lazy(() => import("../keys/keys-page.tsx")),
  },
  {
    path: "audit",
    label: "Audit log",
    icon: ScrollText,
    of: "account",
    capability: "viewAudit",
    tiers: EVERY_TIER,
    component: lazy(() => import("../audit/audit-page.tsx")),
  },
  {
    path: "support-access",
    label: "Support access",
    icon: Eye,
    of: "account",
    capability: "viewSettings",
    tiers: EVERY_TIER,
    component: lazy(() => import("../support-access/support-access-page.tsx")),
  },
  {
    path: "profile",
    label: "Profile",
    icon: UserRound,
    of: "person",
    tiers: EVERY_TIER,
    component: lazy(() => import("../profile/profile-page.tsx")),
  },
  {
    path: "security",
    label: "Security",
    icon: ShieldCheck,
    of: "person",
    tiers: EVERY_TIER,
    component: lazy(() => import("../security/security-page.tsx")),
  },
];

/** Whether this person may open the page in this account. */
export function opensPage(account: Account, page: SettingsPage): boolean {
  return page.tiers.includes(account.tenant.type) && (page.capability === undefined || account.holds(page.capability));
}
