import { and, asc, eq } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { MessageError } from "../../../schema/contracts/messages.ts";
import { accountIntegrations, messages, outbox, templates, templateSyncs } from "../../../schema/data-plane/index.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { publishConversation } from "../documents/conversation.ts";
import { hurryFiles } from "../media/hurry-files.ts";
import { revertReaction } from "../reactions/revert-reaction.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { rememberRemoved, removedVersion } from "./removed-versions.ts";

const REMOVED: MessageError = {
  code: "integration_removed",
  message: "The channel was removed before this message was sent.",
  retryable: false,
};

/**
 * Forgets an integration and its sealed credentials. Messages still queued for it fail with that reason; those already handed to the
 * provider settle as usual, and conversations stay. Answers the version removed. Throws `forbidden` to any person.
 */
export function removeIntegration(
  account: Account,
  actor: Actor,
  { id, version }: { id: string; version: number },
): { version: number } {
  requireSystem(actor);
  return transaction(account, actor, (tx) => {
    const before = tx.db.select().from(accountIntegrations).where(eq(accountIntegrations.id, id)).limit(1).get();
    const held = Math.max(before?.version ?? 0, removedVersion(tx, id));
    if (version < held || (before === undefined && version === held)) return { version: held };
    rememberRemoved(tx, id, version);
    if (before === undefined) return { version };
    tx.db.delete(accountIntegrations).where(eq(accountIntegrations.id, id)).run();
    tx.db.delete(templates).where(eq(templates.integrationId, id)).run();
    tx.db.delete(templateSyncs).where(eq(templateSyncs.integrationId, id)).run();
    const failed = failQueued(tx, id);
    hurryFiles(tx, id);
    tx.change("integration", "deleted", id, null);
    tx.audit({
      action: "integration.removed",
      entity: "integration",
      entityId: id,
      before: { module: before.module, state: before.state, version: before.version },
      after: { version, messagesFailed: failed },
    });
    return { version };
  });
}

function failQueued(tx: AccountTx, integrationId: string): number {
  const rows = tx.db
    .select({ row: outbox, message: messages })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(and(eq(outbox.integrationId, integrationId), eq(outbox.state, "queued")))
    .orderBy(asc(outbox.seq))
    .all();
  const touched = new Set<string>();
  for (const { row, message } of rows) {
    if (row.action === "react") {
      tx.db.delete(outbox).where(eq(outbox.seq, row.seq)).run();
      revertReaction(tx, row, message, REMOVED);
      continue;
    }
    raiseStatus(tx, message, { status: "failed", error: REMOVED }, (id) => touched.add(id));
  }
  for (const id of touched) publishConversation(tx, id);
  return rows.length;
}
