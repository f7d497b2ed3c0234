import type { Capability } from "./capabilities.ts";

/** Each capability as people read it: a name, and one plain sentence of what it allows. */
export const CAPABILITY_WORDS = {
  viewLeads: { label: "See contacts and conversations", text: "Read contacts, conversations, messages and files." },
  editLeads: {
    label: "Change contacts and conversations",
    text: "Add and change contacts, assign, label and resolve conversations.",
  },
  deleteLeads: { label: "Delete contacts", text: "Delete contacts for good, with everything that hangs on them." },
  sendMessages: { label: "Answer customers", text: "Send messages and files, write notes, ask AI for a draft." },
  viewSettings: { label: "See settings", text: "Look at how the account is set up and who works on it." },
  manageSettings: { label: "Change settings", text: "Change the account's settings and its canned replies." },
  manageUsers: { label: "Manage people", text: "Add and remove people, choose their roles, make roles." },
  manageModules: { label: "Manage modules", text: "Connect, configure and uninstall modules and AI agents." },
  manageKeys: { label: "Manage API keys", text: "Make and revoke keys by which programs act on the account." },
  createTenants: { label: "Add accounts", text: "Open new accounts below this one." },
  manageTenants: {
    label: "Suspend and close accounts",
    text: "Suspend, resume, cancel, delete and restore accounts below this one.",
  },
  manageCatalog: {
    label: "Curate the marketplace",
    text: "Decide which modules are offered, to whom and at what price.",
  },
  deploy: { label: "Deploy to clients", text: "Set a module up once and give it to many clients." },
  impersonate: { label: "View as somebody", text: "Look at an account through the eyes of one of its people." },
  viewAudit: { label: "Read the audit log", text: "See who changed what, and when." },
  manageBilling: { label: "Manage billing", text: "Choose the plan, see invoices and pay." },
} as const satisfies Record<Capability, { label: string; text: string }>;
