import { requireCapability, type Actor } from "../../../schema/actor.ts";
import { activities } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { Account } from "../account.ts";
import { type ActivityDocument, activityDocument } from "../documents/activity.ts";
import { mergedInto } from "../merging/merged-into.ts";
import { sightOf } from "../sight/sight-of.ts";
import { findRow } from "./find-rows.ts";

/** Lines of a timeline shown at once. */
const ACTIVITIES_MAX = 200;

/** The newest lines of a contact's timeline, newest last; of a merged one, of the contact it lives on in. Throws `not_found`, `forbidden`. */
export function listActivities(
  account: Account,
  actor: Actor,
  { contactId }: { contactId: string },
): ActivityDocument[] {
  requireCapability(actor, "viewLeads");
  const id = idOf(account, actor, contactId);
  if (id === undefined) throw new TrellisError("not_found");
  const rows = account.db
    .select()
    .from(activities)
    .where(and(eq(activities.contactId, id), linesSeen(actor)))
    .orderBy(desc(activities.createdAt), desc(activities.id))
    .limit(ACTIVITIES_MAX)
    .all();
  return rows.map(activityDocument).reverse();
}

function idOf(account: Account, actor: Actor, contactId: string): string | undefined {
  const own = findRow(account, actor, "contacts", contactId)?.id;
  const moved = own === undefined ? mergedInto(account.db, contactId) : undefined;
  return moved === undefined ? own : findRow(account, actor, "contacts", moved)?.id;
}

/** What was said in a conversation is its assignee's to read. */
function linesSeen(actor: Actor): SQL | undefined {
  const person = sightOf(actor);
  if (person === undefined) return undefined;
  return sql`(${activities.conversationId} IS NULL OR EXISTS (SELECT 1 FROM conversations seen
    WHERE seen.id = ${activities.conversationId} AND seen.assignee = ${person}))`;
}
