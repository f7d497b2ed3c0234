import { eq } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { accountIntegrations } from "../../../schema/data-plane/index.ts";
import type { InboundEvent, IngestResult } from "../../../schema/inbound/event.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { publishConversation } from "../documents/conversation.ts";
import type { MessageChange } from "../message-changes/apply-change.ts";
import { receiveChange } from "../message-changes/receive-change.ts";
import { changeIdentity } from "../people/change-identity.ts";
import { applyStatus } from "./apply-status.ts";
import { keepNotice } from "./keep-notice.ts";
import { type IngestRun, touchIn, type Trail } from "./run.ts";
import { storeMessage } from "./store-message.ts";

/** Events of one transaction. A POST of 1,000 is five: long enough to be cheap, short enough for others to get a turn of the disk. */
const EVENTS_PER_TRANSACTION = 200;

/**
 * Stores what a channel delivered; when it answers, everything in it is durable. Safe to repeat with the same events in any order and
 * mixture. Should one event fail, its neighbours are stored all the same and the call throws at the end, so that the provider delivers
 * again and nothing is lost. Throws `forbidden` unless the caller is the product's own machinery.
 */
export function ingest(account: Account, actor: Actor, { events }: { events: readonly InboundEvent[] }): IngestResult {
  requireSystem(actor);
  const total: IngestResult = { ...NOTHING_YET };
  const failures: unknown[] = [];
  for (let start = 0; start < events.length; start += EVENTS_PER_TRANSACTION) {
    const chunk = events.slice(start, start + EVENTS_PER_TRANSACTION);
    try {
      add(total, ingestChunk(account, actor, chunk));
    } catch {
      for (const event of chunk) ingestAlone(account, actor, event, total, failures);
    }
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} of ${events.length} events were not stored`, { cause: failures[0] });
  return total;
}

function ingestAlone(
  account: Account,
  actor: Actor,
  event: InboundEvent,
  total: IngestResult,
  failures: unknown[],
): void {
  try {
    add(total, ingestChunk(account, actor, [event]));
  } catch (error) {
    failures.push(error);
  }
}

const NOTHING_YET: IngestResult = { stored: 0, duplicates: 0, statuses: 0, changes: 0, identities: 0, notices: 0 };

function add(total: IngestResult, more: IngestResult): void {
  for (const [count, n] of Object.entries(more)) total[count as keyof IngestResult] += n;
}

function ingestChunk(account: Account, actor: Actor, events: readonly InboundEvent[]): IngestResult {
  return transaction(account, actor, (tx) => {
    const result: IngestResult = { ...NOTHING_YET };
    const trails = new Map<string, Trail>();
    const run: IngestRun = {
      tx,
      touched: new Map(),
      isSandbox: (integrationId) => readSandbox(tx, integrationId),
      trail(integrationId) {
        let trail = trails.get(integrationId);
        if (trail === undefined)
          trails.set(integrationId, (trail = { messages: [], contacts: [], statuses: 0, changes: 0, notices: 0 }));
        return trail;
      },
    };
    for (const event of events) {
      switch (event.kind) {
        case "message":
          result[storeMessage(run, event) ? "stored" : "duplicates"] += 1;
          break;
        case "status":
          applyStatus(run, event);
          result.statuses += 1;
          break;
        case "reaction":
        case "edit":
        case "delete":
          result[applyMessageChange(run, event) ? "changes" : "duplicates"] += 1;
          break;
        case "identity":
          result[changeIdentity(tx, event) ? "identities" : "duplicates"] += 1;
          break;
        case "notice":
          result[keepNotice(run, event) ? "notices" : "duplicates"] += 1;
          break;
        default:
          event satisfies never;
      }
    }
    for (const [id, op] of run.touched) publishConversation(tx, id, op);
    for (const [integrationId, after] of trails) {
      tx.audit({ action: "integration.received", entity: "integration", entityId: integrationId, after });
    }
    return result;
  });
}

function applyMessageChange(run: IngestRun, event: MessageChange): boolean {
  const isNew = receiveChange(run.tx, event, touchIn(run));
  if (isNew) run.trail(event.integrationId).changes += 1;
  return isNew;
}

function readSandbox(tx: AccountTx, integrationId: string): boolean {
  return (
    tx.db
      .select({ sandbox: accountIntegrations.sandbox })
      .from(accountIntegrations)
      .where(eq(accountIntegrations.id, integrationId))
      .limit(1)
      .get()?.sandbox ?? false
  );
}
