import type { Actor } from "../../../schema/actor.ts";
import type { CollectionSlug } from "../../../schema/collections/catalog.ts";
import type { Fragment } from "../collections/compile-where.ts";
import { sightOf } from "./sight-of.ts";

/** A condition over the table aliased `t`; each `?` is the person. Null: everyone on the account sees every row. */
type Seen = string | null;

/**
 * What is somebody's own. A conversation is its assignee's. A contact is its owner's, and also theirs who has a conversation of it: one cannot
 * answer a person without knowing who it is.
 */
const SEEN: Readonly<Record<CollectionSlug, Seen>> = {
  contacts:
    "(t.owner = ? OR EXISTS (SELECT 1 FROM conversations seen WHERE seen.contact_id = t.id AND seen.assignee = ?))",
  conversations: "t.assignee = ?",
  messages: "EXISTS (SELECT 1 FROM conversations seen WHERE seen.id = t.conversation_id AND seen.assignee = ?)",
  "canned-replies": null,
  templates: null,
};

/** The same for a list: of many contacts few are one person's, and those are found first. */
const SEEN_IN_LISTS: Readonly<Record<CollectionSlug, Seen>> = {
  ...SEEN,
  contacts:
    "t.id IN (SELECT id FROM contacts WHERE owner = ? UNION ALL SELECT contact_id FROM conversations WHERE assignee = ?)",
};

/** Everything there is: for whoever sees all of the account. */
const EVERY_ROW: Fragment = { sql: "1", params: [] };

/** Which rows of a collection an actor sees; of one looked up by its key, or of a list. */
export function seenRows(actor: Actor, slug: CollectionSlug, among: "one" | "list"): Fragment {
  const person = sightOf(actor);
  const sql = (among === "one" ? SEEN : SEEN_IN_LISTS)[slug];
  if (person === undefined || sql === null) return EVERY_ROW;
  return { sql, params: [...sql.matchAll(/\?/g)].map(() => person) };
}
