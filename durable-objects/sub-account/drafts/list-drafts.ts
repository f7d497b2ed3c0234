import { desc, eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { type Draft, DRAFTS_A_PERSON_MAX } from "../../../schema/contracts/drafts.ts";
import { drafts } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { draftDocument } from "../documents/draft.ts";
import { writerOf } from "./writer-of.ts";

/** Everything the person has begun to write in this account, newest first. Throws `forbidden`. */
export function listDrafts({ db }: Account, actor: Actor): Draft[] {
  requireCapability(actor, "sendMessages");
  const userId = writerOf(actor);
  const rows = db
    .select()
    .from(drafts)
    .where(eq(drafts.userId, userId))
    .orderBy(desc(drafts.version))
    .limit(DRAFTS_A_PERSON_MAX)
    .all();
  return rows.map((row) => draftDocument(db, row));
}
