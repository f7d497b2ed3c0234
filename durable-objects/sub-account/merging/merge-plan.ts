import { createHash } from "node:crypto";
import { count, eq, inArray } from "drizzle-orm";
import { IDENTITIES_MAX, TAGS_MAX } from "../../../schema/contracts/contacts.ts";
import { MERGED_FIELDS, type MergePreview, type PreviewMerge } from "../../../schema/contracts/merges.ts";
import {
  activities,
  contacts,
  type ContactRow,
  conversations,
  type ConversationRow,
  identities,
  type IdentityRow,
  messages,
} from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountDatabase } from "../account.ts";
import { MERGE_ACTIVITIES_MAX, MERGE_CONVERSATIONS_MAX, MERGE_MESSAGES_MAX } from "./limits.ts";

/** Exactly what making one contact of two would do. `a` stays, `b` goes. */
export interface MergePlan {
  a: ContactRow;
  b: ContactRow;
  /** What `a` will be, but for `updatedAt`. */
  result: ContactRow;
  fields: MergePreview["fields"];
  /** Of both, oldest first. */
  identities: IdentityRow[];
  /** The conversations of `b`; `into` is the one of `a` through the same number. */
  threads: { row: ConversationRow; messages: number; into: ConversationRow | undefined }[];
  activities: number;
  /** Why it would be refused, in a sentence. */
  refusal: string | null;
  /** Changes when either contact, its ids or its conversations do. */
  version: string;
}

/** Looks at two contacts and changes nothing. Throws `not_found`, `invalid` (the two are the same one). */
export function planMerge(
  db: AccountDatabase,
  { id, other, fields: wanted = {} }: PreviewMerge & { id: string },
): MergePlan {
  if (id === other) throw new TrellisError("invalid", { field: "other", message: "must be another contact" });
  const both = db
    .select()
    .from(contacts)
    .where(inArray(contacts.id, [id, other]))
    .all();
  const [a, b] = [id, other].map((one) => both.find((row) => row.id === one));
  if (a === undefined || b === undefined) throw new TrellisError("not_found");
  const fields = MERGED_FIELDS.map((field): MergePlan["fields"][number] => {
    const [ours, theirs] = [emptyAsNull(a[field]), emptyAsNull(b[field])];
    return {
      field,
      a: ours,
      b: theirs,
      from: wanted[field] ?? (ours === null && theirs !== null ? "b" : "a"),
      clash: ours !== null && theirs !== null && ours !== theirs,
    };
  });
  const known = db
    .select()
    .from(identities)
    .where(inArray(identities.contactId, [id, other]))
    .orderBy(identities.createdAt, identities.id)
    .all();
  const talks = db
    .select()
    .from(conversations)
    .where(inArray(conversations.contactId, [id, other]))
    .orderBy(conversations.id)
    .all();
  const threads = talks
    .filter(({ contactId }) => contactId === other)
    .map((row) => ({
      row,
      messages: countMessages(db, row.id),
      into: talks.find(({ contactId, integrationId }) => contactId === id && integrationId === row.integrationId),
    }));
  const lines = db.select({ n: count() }).from(activities).where(eq(activities.contactId, other)).get()?.n ?? 0;
  const plan = { a, b, fields, identities: known, threads, activities: lines };
  return { ...plan, result: resultOf(plan), refusal: refusalOf(plan), version: versionOf(plan, talks) };
}

function emptyAsNull(value: string | null): string | null {
  return value === "" ? null : value;
}

function countMessages(db: AccountDatabase, conversationId: string): number {
  return db.select({ n: count() }).from(messages).where(eq(messages.conversationId, conversationId)).get()?.n ?? 0;
}

type Looked = Pick<MergePlan, "a" | "b" | "fields" | "identities" | "threads" | "activities">;

function resultOf({ a, b, fields }: Looked): ContactRow {
  const theirs = fields.filter(({ from }) => from === "b").map(({ field }) => [field, b[field]] as const);
  // A name and a stage are never null, on either side.
  const taken = Object.fromEntries(theirs) as Partial<ContactRow>;
  return { ...a, ...taken, tags: [...new Set([...a.tags, ...b.tags])] };
}

function refusalOf({ a, b, identities: known, threads, activities: lines }: Looked): string | null {
  const laid = threads.filter(({ into }) => into !== undefined).reduce((sum, { messages: n }) => sum + n, 0);
  const turned = `Merge ${a.name} into ${b.name} instead, if that one has less.`;
  if (threads.length > MERGE_CONVERSATIONS_MAX)
    return `${b.name} has more than ${MERGE_CONVERSATIONS_MAX} conversations. ${turned}`;
  if (laid > MERGE_MESSAGES_MAX)
    return `${b.name} has ${laid} messages in conversations that would be joined, and ${MERGE_MESSAGES_MAX} is the most. ${turned}`;
  if (lines > MERGE_ACTIVITIES_MAX)
    return `${b.name} has more than ${MERGE_ACTIVITIES_MAX} lines on the timeline. ${turned}`;
  if (known.length > IDENTITIES_MAX) return `Together they are known in more than ${IDENTITIES_MAX} ways.`;
  if (new Set([...a.tags, ...b.tags]).size > TAGS_MAX) return `Together they have more than ${TAGS_MAX} tags.`;
  return null;
}

/** Messages are not part of it: someone who writes meanwhile is no reason to look again. */
function versionOf({ a, b, identities: known }: Looked, talks: readonly ConversationRow[]): string {
  const seen = [
    a,
    b,
    known.map(({ id, contactId, value }) => [id, contactId, value]),
    talks.map(({ id, contactId }) => [id, contactId]),
  ];
  return createHash("sha256").update(JSON.stringify(seen)).digest("base64url");
}
