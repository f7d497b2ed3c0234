import type { Actor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import { isSeen } from "./is-seen.ts";
import { sightOf } from "./sight-of.ts";

/**
 * For what touches all that hangs on a contact: deleting it, merging it. Throws `not_found` for a contact the actor does not see, `forbidden`
 * where some of its conversations are somebody else's.
 */
export function requireWholeContact(account: Pick<Account, "storage">, actor: Actor, contactId: string): void {
  const person = sightOf(actor);
  if (person === undefined) return;
  if (!isSeen(account, actor, "contacts", contactId)) throw new TrellisError("not_found");
  const { value } = account.storage.sql
    .exec("SELECT 1 FROM conversations WHERE contact_id = ? AND assignee IS NOT ? LIMIT 1", contactId, person)
    .next();
  if (value === undefined) return;
  throw new TrellisError("forbidden", { message: "Some conversations of this contact are not assigned to you." });
}
