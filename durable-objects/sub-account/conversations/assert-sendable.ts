import { eq } from "drizzle-orm";
import { accountIntegrations, type ConversationRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";
import { isWindowOpen } from "./reply-window.ts";

/** Throws `channel_unavailable` or `window_closed` unless a free-form message may leave through this conversation now. */
export function assertSendable(tx: AccountTx, { integrationId, windowExpiresAt }: ConversationRow): void {
  const integration = tx.db
    .select({ state: accountIntegrations.state })
    .from(accountIntegrations)
    .where(eq(accountIntegrations.id, integrationId))
    .limit(1)
    .get();
  if (integration?.state !== "connected") throw new TrellisError("channel_unavailable");
  if (!isWindowOpen(windowExpiresAt, tx.now)) throw new TrellisError("window_closed");
}
