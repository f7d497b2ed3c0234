import type { TemplateStatus } from "../../../schema/contracts/templates.ts";

/**
 * Meta's states of a template and what they mean for sending; of the webhook `message_template_status_update` also those it alone has.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components#event
 */
const STATUSES: Record<string, TemplateStatus> = {
  APPROVED: "approved",
  REINSTATED: "approved",
  // Its quality is low: it may be paused soon, and can be sent until then.
  FLAGGED: "approved",
  UNPAUSED: "approved",
  PENDING: "pending",
  IN_APPEAL: "pending",
  REJECTED: "rejected",
  PAUSED: "paused",
  DISABLED: "disabled",
  PENDING_DELETION: "deleting",
  DELETED: "deleting",
};

/** What a state in Meta's words means here; `other` for one nobody knows. */
export function templateStatus(said: string): TemplateStatus {
  const name = said.toUpperCase();
  return Object.hasOwn(STATUSES, name) ? (STATUSES[name] ?? "other") : "other";
}
