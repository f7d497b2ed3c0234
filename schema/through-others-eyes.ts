import type { Capability } from "./capabilities.ts";

/**
 * What each capability is to whoever looks through another person's eyes: `look` they always have, `write` only where they asked to change things,
 * `never` is nobody's but the person's own, whatever both may do: credentials, keys, people, money, other accounts, and looking through a third's.
 */
export const THROUGH_OTHERS_EYES = {
  viewLeads: "look",
  editLeads: "write",
  deleteLeads: "write",
  sendMessages: "write",
  viewSettings: "look",
  manageSettings: "write",
  manageUsers: "never",
  manageModules: "never",
  manageKeys: "never",
  createTenants: "never",
  manageTenants: "never",
  manageCatalog: "never",
  deploy: "never",
  impersonate: "never",
  viewAudit: "look",
  manageBilling: "never",
} as const satisfies Record<Capability, "look" | "write" | "never">;
