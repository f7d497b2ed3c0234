import { inArray } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { DismissDuplicate } from "../../../schema/contracts/merges.ts";
import { contactPairs, contacts } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, transaction } from "../account.ts";
import { isSeen } from "../sight/is-seen.ts";
import { pairOf } from "./suspect-pair.ts";

/** Remembers that two contacts are not the same person: they are not suggested again. Throws `forbidden`, `not_found`, `invalid`. */
export function dismissDuplicate(
  account: Account,
  actor: Actor,
  { id, ...input }: DismissDuplicate & { id: string },
): void {
  requireCapability(actor, "editLeads");
  const { other } = parseInput(DismissDuplicate, input);
  if (id === other) throw new TrellisError("invalid", { field: "other", message: "must be another contact" });
  transaction(account, actor, (tx) => {
    const found = tx.db
      .select({ id: contacts.id })
      .from(contacts)
      .where(inArray(contacts.id, [id, other]))
      .all();
    if (found.length < 2 || found.some((one) => !isSeen(account, actor, "contacts", one.id)))
      throw new TrellisError("not_found");
    tx.db
      .insert(contactPairs)
      .values({ ...pairOf(id, other), verdict: "distinct", at: tx.now })
      .onConflictDoUpdate({ target: [contactPairs.aId, contactPairs.bId], set: { verdict: "distinct", at: tx.now } })
      .run();
    tx.audit({ action: "contact.told_apart", entity: "contact", entityId: id, after: { other } });
  });
}
