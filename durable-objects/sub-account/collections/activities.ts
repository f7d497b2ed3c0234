import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { activities } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { desc, eq } from "drizzle-orm";
import type { Account } from "../account.ts";
import { type ActivityDocument, activityDocument } from "../documents/activity.ts";
import { findRow } from "./find-rows.ts";

/** Lines of a timeline shown at once. */
export const ACTIVITIES_MAX = 200;

/** The newest lines of a contact's timeline, newest last. Throws `not_found`, `forbidden`. */
export function listActivities(
  account: Account,
  actor: Actor,
  { contactId }: { contactId: string },
): ActivityDocument[] {
  requireCapability(actor, "viewLeads");
  if (findRow(account, "contacts", contactId) === undefined) throw new TrellisError("not_found");
  const rows = account.db
    .select()
    .from(activities)
    .where(eq(activities.contactId, contactId))
    .orderBy(desc(activities.createdAt), desc(activities.id))
    .limit(ACTIVITIES_MAX)
    .all();
  return rows.map(activityDocument).reverse();
}
