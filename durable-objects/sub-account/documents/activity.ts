import type { Activity } from "../../../schema/contracts/contacts.ts";
import type { ActivityRow } from "../../../schema/data-plane/index.ts";

/** A line of the timeline. Its detail is typed as data, because `unknown` does not cross RPC. */
export type ActivityDocument = Activity & { detail: Record<string, NonNullable<unknown> | null> };

/** A line of the timeline as the API and the sockets show it. */
export function activityDocument(row: ActivityRow): ActivityDocument {
  return {
    id: row.id,
    type: row.type,
    contactId: row.contactId,
    conversationId: row.conversationId,
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    detail: row.detail as ActivityDocument["detail"],
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
