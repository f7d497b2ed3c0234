import Bell from "lucide-solid/icons/bell";
import Blocks from "lucide-solid/icons/blocks";
import Bot from "lucide-solid/icons/bot";
import Building from "lucide-solid/icons/building";
import Forward from "lucide-solid/icons/forward";
import Inbox from "lucide-solid/icons/inbox";
import Settings from "lucide-solid/icons/settings";
import Smartphone from "lucide-solid/icons/smartphone";
import Store from "lucide-solid/icons/store";
import Users from "lucide-solid/icons/users";
import type { Component } from "solid-js";
import type { Account } from "./account-context.tsx";

export interface RailItem {
  label: string;
  /** Under /a/:tenantId/. */
  path: string;
  icon: Component<{ class?: string; "aria-hidden"?: "true" }>;
  shows: (account: Account) => boolean;
}

const isClient = (account: Account): boolean => account.tenant.type === "subaccount";

/** The places of an account, in order. What a person may not see there is not there. */
const RAIL_ITEMS: readonly RailItem[] = [
  { label: "Inbox", path: "inbox", icon: Inbox, shows: (account) => isClient(account) && account.can("viewLeads") },
  {
    label: "Contacts",
    path: "contacts",
    icon: Users,
    shows: (account) => isClient(account) && account.can("viewLeads"),
  },
  {
    label: "AI agents",
    path: "agents",
    icon: Bot,
    shows: (account) => isClient(account) && account.can("viewLeads") && account.can("viewSettings"),
  },
  {
    label: "Clients",
    path: "clients",
    icon: Building,
    shows: (account) => !isClient(account) && account.can("viewSettings"),
  },
  {
    label: "Deployments",
    path: "deployments",
    icon: Forward,
    shows: (account) => account.tenant.type === "agency" && account.holds("deploy"),
  },
  {
    label: "Modules",
    path: "modules",
    icon: Blocks,
    // The platform has its marketplace in its place.
    shows: (account) => account.tenant.type !== "platform" && account.can("viewSettings"),
  },
  {
    label: "Phone",
    path: "phone",
    icon: Smartphone,
    shows: (account) => isClient(account) && account.sandbox && account.holds("sendMessages"),
  },
  {
    label: "Requests",
    path: "module-requests",
    icon: Bell,
    shows: (account) => !isClient(account) && account.can("manageModules"),
  },
  {
    label: "Marketplace",
    path: "marketplace",
    icon: Store,
    shows: (account) => account.tenant.type === "platform" && account.can("manageCatalog"),
  },
  { label: "Settings", path: "settings", icon: Settings, shows: () => true },
];

export interface PlaceLink {
  label: string;
  href: string;
  icon: RailItem["icon"];
}

/** The places this person sees in this account. */
export function railItemsFor(account: Account): PlaceLink[] {
  return RAIL_ITEMS.filter((item) => item.shows(account)).map(({ label, path, icon }) => ({
    label: path === "clients" && account.tenant.type === "platform" ? "Accounts" : label,
    href: `/a/${account.id}/${path}`,
    icon,
  }));
}
