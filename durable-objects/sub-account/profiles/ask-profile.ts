import { CHANNEL_RULES } from "../../../schema/channels.ts";
import { profileLookups } from "../../../schema/data-plane/index.ts";
import type { InboundMessage } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";

/** Puts a new contact on the list of those whose name is asked of the provider, where its webhooks bring none. */
export function askProfile(
  tx: AccountTx,
  contactId: string,
  { channel, integrationId, person }: Pick<InboundMessage, "channel" | "integrationId" | "person">,
): void {
  const { namedBy } = CHANNEL_RULES[channel];
  const personId = person.ids.find(({ kind }) => kind === namedBy)?.value;
  if (personId === undefined || person.name !== undefined) return;
  tx.db
    .insert(profileLookups)
    .values({ contactId, integrationId, personId, dueAt: tx.now })
    .onConflictDoNothing()
    .run();
  tx.wakeAt(tx.now);
}
