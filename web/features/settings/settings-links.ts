import Blocks from "lucide-solid/icons/blocks";
import Store from "lucide-solid/icons/store";
import type { Component } from "solid-js";
import type { Account } from "../../frame/account-context.tsx";

export interface SettingsLink {
  label: string;
  href: string;
  icon: Component<{ class?: string; "aria-hidden"?: "true" }>;
}

/** Places outside settings that people look for there. */
export function settingsLinksFor(account: Account): SettingsLink[] {
  const at = (path: string) => `/a/${account.id}/${path}`;
  const client = account.tenant.type === "subaccount";
  return [
    ...(client && account.can("viewSettings") ? [{ label: "Modules", href: at("modules"), icon: Blocks }] : []),
    ...(account.tenant.type === "platform" && account.can("manageCatalog")
      ? [{ label: "Marketplace", href: at("marketplace"), icon: Store }]
      : []),
  ];
}
