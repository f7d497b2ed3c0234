import type { AuditRow } from "../../../schema/contracts/audit.ts";

/** What rows are about, for the filter. What is not here is found by searching. */
export const ENTITIES = [
  { value: "contact", label: "Contacts" },
  { value: "conversation", label: "Conversations" },
  { value: "message", label: "Messages" },
  { value: "template", label: "Templates" },
  { value: "canned_reply", label: "Canned replies" },
  { value: "attachment", label: "Files" },
  { value: "agent", label: "AI agents" },
  { value: "integration", label: "Modules installed" },
  { value: "module", label: "Marketplace" },
  { value: "apiKey", label: "API keys" },
  { value: "user", label: "People" },
  { value: "invitation", label: "Invitations" },
  { value: "session", label: "Sessions" },
  { value: "tenant", label: "Accounts" },
  { value: "audit", label: "The audit log" },
  { value: "concierge", label: "Set-ups with the concierge" },
] as const;

/** The doors through which something may be done. */
export const DOORS = [
  { value: "session", label: "Signed in" },
  { value: "api_key", label: "API key" },
  { value: "webhook", label: "A channel's webhook" },
  { value: "outbox", label: "Sending" },
  { value: "media", label: "Files of messages" },
  { value: "profiles", label: "Customers' profiles" },
  { value: "templates", label: "Templates' review" },
  { value: "cron", label: "The clock" },
  { value: "control-plane", label: "Settings brought to the account" },
  { value: "seed", label: "Demo data" },
  { value: "deployment", label: "Deployments" },
  { value: "concierge", label: "The concierge" },
] as const;

export function doorWords(via: string): string {
  return DOORS.find(({ value }) => value === via)?.label ?? via;
}

/** "contact.identity_added" as "Contact identity added"; a tenant is an account to people. */
export function actionWords(action: string): string {
  const words = action
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[._-]+/g, " ")
    .toLowerCase()
    .replace(/^api\b/, "API")
    .replace(/^tenant\b/, "account");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who it was, and on whose behalf. */
export function authorWords({ actor, impersonator }: Pick<AuditRow, "actor" | "impersonator">): string {
  return impersonator === null ? actor.name : `${impersonator.name} as ${actor.name}`;
}

const KINDS: Record<string, string> = {
  user: "A person, signed in",
  key: "A program, with an API key",
  system: "The product itself",
};
export function kindWords(type: string): string {
  return KINDS[type] ?? type;
}

/** Where the record that a row tells of is seen, if it has a page. */
export function recordHref(accountId: string, { action, after, entity, entityId }: AuditRow): string | undefined {
  const at = `/a/${accountId}`;
  const { conversationId } = (typeof after === "object" && after !== null ? after : {}) as { conversationId?: unknown };
  if (action.endsWith(".deleted")) return undefined;
  if (entity === "conversation") return `${at}/inbox/${entityId}`;
  if (entity === "message" && typeof conversationId === "string") return `${at}/inbox/${conversationId}`;
  if (entity === "agent") return `${at}/agents/${entityId}`;
  if (entity === "integration") return `${at}/modules`;
  if (entity === "apiKey") return `${at}/settings/keys`;
  return undefined;
}
