import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { IdentityKind } from "../../../schema/contracts/contacts.ts";
import { type Channel, CHANNEL_RULES } from "../../../schema/channels.ts";
import { type Conversation, OpenConversation } from "../../../schema/contracts/conversations.ts";
import {
  type AccountIntegrationRow,
  accountIntegrations,
  contacts,
  conversations,
  identities,
} from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { publishConversation, readConversationDocument } from "../documents/conversation.ts";
import { resolvePerson } from "../people/resolve-person.ts";
import { findOrCreateConversation } from "./find-or-create.ts";
import { readConversation } from "./read-conversation.ts";
import { isSeen } from "../sight/is-seen.ts";
import { sightOf } from "../sight/sight-of.ts";
import { refuseOverPlan } from "../standing/refuse-over-plan.ts";
import { writeMessage } from "./send-message.ts";

/** The identity kinds a channel can write to. */
const REACHABLE_BY = {
  whatsapp: ["bsuid", "whatsapp", "phone"],
  instagram: ["instagram"],
} as const satisfies Record<Channel, readonly IdentityKind[]>;

/**
 * The conversation with a contact, or with whoever has the phone number `to`, found or made; with a template, that is sent in the same
 * transaction. Throws `forbidden`, `not_found` (no such contact), `invalid` (the contact has no id on this channel, `to` is no number, or the
 * template cannot be sent like this), `conflict` (the client id is taken by another message), `channel_unavailable`,
 * `plan_limit` (a person nobody knows yet, and the plan holds no more contacts).
 */
export function openConversation(account: Account, actor: Actor, input: OpenConversation): Conversation {
  requireCapability(actor, "sendMessages");
  const { channel, clientId, contact, template, to } = parseInput(OpenConversation, input);
  return transaction(account, actor, (tx) => {
    const integrations = tx.db
      .select()
      .from(accountIntegrations)
      .where(and(eq(accountIntegrations.module, channel), eq(accountIntegrations.state, "connected")))
      .orderBy(asc(accountIntegrations.id))
      .all();
    const [first] = integrations;
    if (first === undefined) throw new TrellisError("channel_unavailable");
    const contactId =
      contact === undefined ? contactByPhone(account, tx, to ?? "", channel) : reachable(account, tx, contact, channel);
    const { id: integrationId, sandbox } = latestUsed(tx, contactId, integrations) ?? first;
    const place = { contactId, integrationId, channel, isSandbox: () => sandbox };
    const { conversation, created } = findOrCreateConversation(tx, place, { at: tx.now });
    if (created) {
      keepMine(tx, conversation.id);
      publishConversation(tx, conversation.id, "created");
      tx.audit({
        action: "conversation.created",
        entity: "conversation",
        entityId: conversation.id,
        after: { contactId, integrationId },
      });
    } else if (!isSeen(account, actor, "conversations", conversation.id))
      throw new TrellisError("conflict", { message: "The conversation with this contact is not assigned to you." });
    if (clientId !== undefined && template !== undefined)
      writeMessage(tx, conversation, { clientId, template, text: "", private: false });
    return readConversationDocument(tx.db, readConversation(tx, conversation.id));
  });
}

/** Whoever sees only what is assigned to them keeps what they begin. */
function keepMine(tx: AccountTx, conversationId: string): void {
  const assignee = sightOf(tx.actor);
  if (assignee === undefined) return;
  tx.db.update(conversations).set({ assignee }).where(eq(conversations.id, conversationId)).run();
}

function reachable(account: Account, tx: AccountTx, contactId: string, channel: Channel): string {
  const found = tx.db.select({ id: contacts.id }).from(contacts).where(eq(contacts.id, contactId)).limit(1).get();
  if (found === undefined || !isSeen(account, tx.actor, "contacts", contactId)) throw new TrellisError("not_found");
  const identity = tx.db
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.contactId, contactId), inArray(identities.kind, REACHABLE_BY[channel])))
    .limit(1)
    .get();
  if (identity === undefined) {
    const message =
      channel === "instagram"
        ? "This contact is not known on Instagram: there a conversation begins when the person writes."
        : "This contact has no phone number to write to.";
    throw new TrellisError("invalid", { field: "contact", message });
  }
  return contactId;
}

function contactByPhone(account: Account, tx: AccountTx, to: string, channel: Channel): string {
  const kinds: readonly IdentityKind[] = REACHABLE_BY[channel];
  if (!kinds.includes("phone")) {
    const message = `${CHANNEL_RULES[channel].name} knows no phone numbers: give the contact.`;
    throw new TrellisError("invalid", { field: "to", message });
  }
  const value = canonicalPhone(to);
  if (!/^[1-9]\d{6,14}$/.test(value)) {
    throw new TrellisError("invalid", { field: "to", message: "must be a phone number with its country code" });
  }
  const { contact, created } = resolvePerson(tx, { ids: [{ kind: "phone", value, display: `+${value}` }] }, channel);
  if (created) {
    refuseOverPlan(tx);
    const owner = sightOf(tx.actor);
    if (owner !== undefined) tx.db.update(contacts).set({ owner }).where(eq(contacts.id, contact.id)).run();
    tx.audit({ action: "contact.created", entity: "contact", entityId: contact.id, after: { phone: contact.phone } });
  } else if (!isSeen(account, tx.actor, "contacts", contact.id))
    throw new TrellisError("conflict", { field: "to", message: "Another contact already has this phone number." });
  return contact.id;
}

/** The number this person was last spoken to through: changing it would split the thread. */
function latestUsed(
  tx: AccountTx,
  contactId: string,
  integrations: readonly AccountIntegrationRow[],
): AccountIntegrationRow | undefined {
  if (integrations.length < 2) return undefined;
  const held = tx.db
    .select({ integrationId: conversations.integrationId })
    .from(conversations)
    .where(eq(conversations.contactId, contactId))
    .orderBy(desc(conversations.lastMessageAt))
    .all();
  for (const { integrationId } of held) {
    const integration = integrations.find(({ id }) => id === integrationId);
    if (integration !== undefined) return integration;
  }
  return undefined;
}
