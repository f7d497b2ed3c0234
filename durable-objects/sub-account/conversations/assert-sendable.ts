import { eq } from "drizzle-orm";
import { type Channel, CHANNEL_RULES, replyWindow } from "../../../schema/channels.ts";
import { accountIntegrations, type ConversationRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";

/**
 * Throws `channel_unavailable` or `window_closed` unless a free-form message may leave through this conversation now. A person may have longer
 * than what acts by itself.
 */
export function assertSendable(tx: AccountTx, conversation: ConversationRow): void {
  assertConnected(tx, conversation);
  const { channel, windowExpiresAt } = conversation;
  const window = replyWindow(channel, windowExpiresAt, tx.now);
  if (window === "open" || (window === "person" && tx.actor.kind === "user")) return;
  throw new TrellisError("window_closed", { message: closedSentence(channel) });
}

/** Throws `channel_unavailable` unless the conversation's number is connected: all a template needs. */
export function assertConnected(tx: AccountTx, { integrationId }: ConversationRow): void {
  const integration = tx.db
    .select({ state: accountIntegrations.state })
    .from(accountIntegrations)
    .where(eq(accountIntegrations.id, integrationId))
    .limit(1)
    .get();
  if (integration?.state !== "connected") throw new TrellisError("channel_unavailable");
}

function closedSentence(channel: Channel): string {
  const { name, windowMs, personMs } = CHANNEL_RULES[channel];
  const longer = personMs === windowMs ? "" : `, and a person's reply within ${personMs / DAY_MS} days of it`;
  return `The reply window is closed. ${name} allows free-form text only within ${windowMs / HOUR_MS} hours of the customer's last message${longer}.`;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
