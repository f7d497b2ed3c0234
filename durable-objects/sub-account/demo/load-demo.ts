import { type Actor, requireSystem } from "../../../schema/actor.ts";
import {
  activities,
  cannedReplies,
  contacts,
  conversations,
  identities,
  messages,
} from "../../../schema/data-plane/index.ts";
import { type Account, transaction } from "../account.ts";

/** Whole rows of a demo account, as `worker/seed/rows.ts` makes them. */
export interface DemoRows {
  contacts: (typeof contacts.$inferInsert)[];
  identities: (typeof identities.$inferInsert)[];
  conversations: (typeof conversations.$inferInsert)[];
  messages: (typeof messages.$inferInsert)[];
  activities: (typeof activities.$inferInsert)[];
  cannedReplies: (typeof cannedReplies.$inferInsert)[];
}

/** Fills an empty account with demo rows. Does nothing, and says so, when the account already holds a contact. */
export function loadDemo(account: Account, actor: Actor, rows: DemoRows): { loaded: boolean } {
  requireSystem(actor);
  return transaction(account, actor, (tx) => {
    if (tx.db.select({ id: contacts.id }).from(contacts).limit(1).get()) return { loaded: false };
    for (const row of rows.contacts) tx.db.insert(contacts).values(row).run();
    for (const row of rows.identities) tx.db.insert(identities).values(row).run();
    for (const row of rows.conversations) tx.db.insert(conversations).values(row).run();
    for (const row of rows.messages) tx.db.insert(messages).values(row).run();
    for (const row of rows.activities) tx.db.insert(activities).values(row).run();
    for (const row of rows.cannedReplies) tx.db.insert(cannedReplies).values(row).run();
    tx.audit({
      action: "demo.loaded",
      entity: "account",
      entityId: account.tenantId,
      after: { contacts: rows.contacts.length, conversations: rows.conversations.length },
    });
    return { loaded: true };
  });
}
