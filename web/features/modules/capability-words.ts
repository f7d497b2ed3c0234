import type { Capability } from "../../../schema/capabilities.ts";

/** What a module may do in an account, for people. */
export const CAPABILITY_WORDS: Record<Capability, string> = {
  viewLeads: "Read contacts and conversations",
  editLeads: "Add and change contacts",
  deleteLeads: "Delete contacts",
  sendMessages: "Send messages",
  viewSettings: "Read settings",
  manageSettings: "Change settings",
  manageUsers: "Manage people",
  manageModules: "Manage modules",
  manageKeys: "Manage API keys",
  createTenants: "Create accounts",
  manageTenants: "Suspend, move and delete accounts",
  manageCatalog: "Curate the marketplace",
  deploy: "Deploy to clients",
  impersonate: "View as others",
  viewAudit: "Read the audit log",
  manageBilling: "Manage billing",
};
