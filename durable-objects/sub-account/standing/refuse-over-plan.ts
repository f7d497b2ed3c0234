import { TrellisError } from "../../../schema/errors.ts";
import { limitSentence, PLAN_TERMS } from "../../../schema/plans.ts";
import type { AccountTx } from "../account.ts";
import { countContacts } from "../usage/read-usage.ts";
import { heldStanding } from "./standing.ts";

/**
 * Refuses a contact that people or programs have just made, where it is one more than the account's plan holds: what it throws undoes the
 * transaction. Whoever writes in themselves is never asked. Throws `plan_limit`.
 */
export function refuseOverPlan(tx: AccountTx): void {
  const { plan } = heldStanding(tx.db);
  const max = plan === null ? null : PLAN_TERMS[plan].contacts;
  if (plan === null || max === null) return;
  const others = countContacts(tx.db) - 1;
  if (others < max) return;
  throw new TrellisError("plan_limit", {
    message: `${limitSentence(plan, "contacts", others)} Choose a larger plan, or delete contacts.`,
  });
}
