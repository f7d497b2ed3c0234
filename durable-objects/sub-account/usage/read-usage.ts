import { eq, inArray, sql } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { counters, usageCounts } from "../../../schema/data-plane/index.ts";
import { prepared } from "../../kit/prepared.ts";
import type { Account, AccountDatabase } from "../account.ts";

/** What was stored in a month. */
export interface MonthUse {
  messagesIn: number;
  messagesOut: number;
  contactsAdded: number;
}

/** What an account holds now, and what was stored in each of the months asked for (`2026-11`, UTC). */
export interface AccountUse {
  contacts: number;
  storageBytes: number;
  months: Record<string, MonthUse>;
}

/** What the account uses, as counted in the transactions that stored it. Throws `forbidden` to any person. */
export function readUsage({ db }: Account, actor: Actor, { months }: { months: readonly string[] }): AccountUse {
  requireSystem(actor);
  const used = db
    .select()
    .from(usageCounts)
    .where(inArray(usageCounts.month, [...months]))
    .all();
  const of = (month: string, name: keyof MonthUse): number =>
    used.find((row) => row.month === month && row.name === name)?.value ?? 0;
  return {
    contacts: countContacts(db),
    storageBytes: counter(db, "files.bytes"),
    months: Object.fromEntries(
      months.map((month) => [
        month,
        {
          messagesIn: of(month, "messagesIn"),
          messagesOut: of(month, "messagesOut"),
          contactsAdded: of(month, "contactsAdded"),
        },
      ]),
    ),
  };
}

/** How many contacts the account has, customers who wrote in themselves among them. */
export function countContacts(db: AccountDatabase): number {
  return counter(db, "contacts");
}

function counter(db: AccountDatabase, name: string): number {
  return counted(db).get({ name })?.value ?? 0;
}

const counted = prepared((db: AccountDatabase) =>
  db
    .select({ value: counters.value })
    .from(counters)
    .where(eq(counters.name, sql.placeholder("name")))
    .limit(1)
    .prepare(),
);
