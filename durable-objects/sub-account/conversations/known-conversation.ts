import { and, eq, sql } from "drizzle-orm";
import { conversations } from "../../../schema/data-plane/index.ts";
import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase } from "../account.ts";
import { findIdentity } from "../people/identities.ts";

/** The id of the conversation with a person through an install, if there is one. Makes neither, whatever a provider says of strangers. */
export function knownConversation(
  db: AccountDatabase,
  { ids }: InboundPerson,
  integrationId: string,
): string | undefined {
  for (const id of ids) {
    const held = findIdentity(db, id);
    if (held !== undefined) return conversationOf(db).get({ contactId: held.contactId, integrationId })?.id;
  }
  return undefined;
}

const conversationOf = prepared((db: AccountDatabase) =>
  db
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.contactId, sql.placeholder("contactId")),
        eq(conversations.integrationId, sql.placeholder("integrationId")),
      ),
    )
    .limit(1)
    .prepare(),
);
