import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { activities } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { desc, eq } from "drizzle-orm";
import type { Account } from "../account.ts";
import { type ActivityDocument, activityDocument } from "../documents/activity.ts";
import { mergedInto } from "../merging/merged-into.ts";
import { findRow } from "./find-rows.ts";

/** Lines of a timeline shown at once. */
export const ACTIVITIES_MAX = 200;

/** The newest lines of a contact's timeline, newest last; of a merged one, of the contact it lives on in. Throws `not_found`, `forbidden`. */
export function listActivities(
  account: Account,
  actor: Actor,
  { contactId }: { contactId: string },
): ActivityDocument[] {
  requireCapability(actor, "viewLeads");
  const id = findRow(account, "contacts", contactId)?.id ?? mergedInto(account.db, contactId);
  if (id === undefined) throw new TrellisError("not_found");
  const rows = account.db
    .select()
    .from(activities)
    .where(eq(activities.contactId, id))
    .orderBy(desc(activities.createdAt), desc(activities.id))
    .limit(ACTIVITIES_MAX)
    .all();
  return rows.map(activityDocument).reverse();
}
