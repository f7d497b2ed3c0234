import { and, asc, eq, lt, lte, notExists } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Credentials } from "../../../modules/module.ts";
import { statusRank } from "../../../schema/contracts/messages.ts";
import {
  type AccountIntegrationRow,
  accountIntegrations,
  type AttachmentRow,
  type ConversationRow,
  messages,
  type MessageRow,
  outbox,
  type OutboxRow,
} from "../../../schema/data-plane/index.ts";
import { type Account, type AccountDatabase, type AccountTx, transaction } from "../account.ts";
import { conversationById } from "../documents/conversation.ts";
import { partsOf } from "../documents/message-parts.ts";
import { identitiesOf, type PersonId } from "../people/identities.ts";
import { isHalted } from "../standing/standing.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { outboxActor, type SendDeps } from "./deps.ts";
import type { OpenedCredentials } from "./opened-credentials.ts";
import { paced } from "./pacing.ts";

/** One message whose turn has come: marked `sending`, committed, and now this run's alone to hand to the provider. */
export interface Claim {
  row: OutboxRow;
  message: MessageRow;
  integration: AccountIntegrationRow;
  /** Undefined when they do not open. */
  credentials: Credentials | undefined;
  /** Every id of the person, the one they last wrote by first. */
  to: PersonId[];
  conversation: ConversationRow | undefined;
  /** The file the message carries. */
  attachment: AttachmentRow | undefined;
  /** The provider's id of the message it answers. */
  replyToExternalId: string | undefined;
}

/**
 * Claims up to `limit` messages and reactions that are due: the first of each conversation only, so that order holds, and only as fast as the provider
 * takes them. What is claimed is committed as `sending` before anyone speaks to the provider: a crash from here on leaves a trace. Only what
 * can be sent at once is claimed, its credentials opened: whatever waits between the commit and the call is where certainty can be lost.
 */
export function claimDue(account: Account, deps: SendDeps, opened: OpenedCredentials, limit: number): Claim[] {
  if (limit <= 0) return [];
  return transaction(account, outboxActor(account), (tx) => {
    // Asked in the transaction that claims: what is suspended has sent its last with the commit that says so.
    if (isHalted(tx.db, tx.now)) return [];
    const claims: Claim[] = [];
    for (const { row, message, integration } of dueHeads(tx.db, tx.now)) {
      if (claims.length >= limit) break;
      if (!opened.has(integration)) continue;
      const handlers = deps.handlersOf(integration.module);
      if (row.action === "send" && isDelivered(message)) {
        // A status has told its fate meanwhile: there is nothing left to send.
        tx.db.delete(outbox).where(eq(outbox.seq, row.seq)).run();
        tx.wakeAt(tx.now);
      } else if (handlers === undefined || paced(tx, row, handlers.pace)) {
        claims.push(claim(tx, { row, message, integration, credentials: opened.of(integration) }));
      }
    }
    return claims;
  });
}

/** The installs that have something to send now. */
export function dueIntegrations({ db, now }: Account): AccountIntegrationRow[] {
  if (isHalted(db, now())) return [];
  const rows = db
    .selectDistinct({ integration: accountIntegrations })
    .from(outbox)
    .innerJoin(
      accountIntegrations,
      and(eq(accountIntegrations.id, outbox.integrationId), eq(accountIntegrations.state, "connected")),
    )
    .where(and(eq(outbox.state, "queued"), lte(outbox.dueAt, now())))
    .all();
  return rows.map(({ integration }) => integration);
}

/** The first waiting message of each conversation whose time has come and whose channel is connected, oldest first. */
function dueHeads(db: AccountDatabase, now: number) {
  const earlier = alias(outbox, "earlier");
  return db
    .select({ row: outbox, message: messages, integration: accountIntegrations })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .innerJoin(
      accountIntegrations,
      and(eq(accountIntegrations.id, outbox.integrationId), eq(accountIntegrations.state, "connected")),
    )
    .where(
      and(
        eq(outbox.state, "queued"),
        lte(outbox.dueAt, now),
        notExists(
          db
            .select({ seq: earlier.seq })
            .from(earlier)
            .where(and(eq(earlier.conversationId, outbox.conversationId), lt(earlier.seq, outbox.seq))),
        ),
      ),
    )
    .orderBy(asc(outbox.seq))
    .limit(LOOKED_AT_MAX)
    .all();
}

/** Rows looked at in one turn: most of a long queue may be held back by its pace. */
const LOOKED_AT_MAX = 200;

function isDelivered({ status }: MessageRow): boolean {
  return statusRank(status) >= statusRank("sent");
}

function claim(
  tx: AccountTx,
  { row, message, ...known }: Pick<Claim, "row" | "message" | "integration" | "credentials">,
): Claim {
  const attempts = row.attempts + 1;
  tx.db.update(outbox).set({ state: "sending", attempts }).where(eq(outbox.seq, row.seq)).run();
  const conversation = conversationById(tx.db).get({ id: row.conversationId });
  return {
    ...known,
    row: { ...row, state: "sending", attempts },
    // A reaction says nothing of how the message itself fared.
    message: row.action === "send" ? raiseStatus(tx, message, { status: "sending" }) : message,
    to: conversation === undefined ? [] : addressesOf(tx, conversation),
    conversation,
    attachment: row.action === "send" ? partsOf(tx.db, message.id).attachments[0] : undefined,
    replyToExternalId: answeredId(tx.db, message),
  };
}

/** Every id of the person, the one they last wrote by first: of several numbers that is where an answer belongs. */
function addressesOf(tx: AccountTx, { contactId, identityId }: ConversationRow): PersonId[] {
  const all = identitiesOf(tx.db, contactId);
  const last = all.find(({ id }) => id === identityId);
  return last === undefined ? all : [last, ...all.filter((one) => one !== last)];
}

/** A message answered is known here by our id, or by the provider's where we never had it. */
function answeredId(db: AccountDatabase, { replyTo, integrationId }: MessageRow): string | undefined {
  if (replyTo === null) return undefined;
  const answered = db
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.id, replyTo), eq(messages.integrationId, integrationId)))
    .limit(1)
    .get();
  return answered?.externalId ?? undefined;
}
