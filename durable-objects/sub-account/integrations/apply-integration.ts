import { eq } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { IntegrationState } from "../../../schema/contracts/integrations.ts";
import { type AccountIntegrationRow, accountIntegrations } from "../../../schema/data-plane/index.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { integrationDocument } from "../documents/integration.ts";
import { hurryFiles } from "../media/hurry-files.ts";
import { adoptConversations } from "./adopt-conversations.ts";
import { removedVersion } from "./removed-versions.ts";

/** The effective configuration of one install, as the control plane wants it held here. */
export interface DesiredIntegration {
  id: string;
  module: string;
  state: IntegrationState;
  config: Record<string, unknown>;
  /** Credential values that are no secret, by requirement name. */
  open: Record<string, string>;
  /** The secret ones, sealed for this object alone. */
  sealed: string;
  sandbox: boolean;
  /** Rises with every change in the control plane. */
  version: number;
}

/**
 * Takes over a configuration and answers the version held from now on. Pushes may repeat and overtake each other: an older version than the
 * one held, or than the one removed, changes nothing. Throws `forbidden` to any person.
 */
export function applyIntegration(account: Account, actor: Actor, desired: DesiredIntegration): { version: number } {
  requireSystem(actor);
  return transaction(account, actor, (tx) => {
    const before = readIntegration(tx, desired.id);
    const held = Math.max(before?.version ?? 0, removedVersion(tx, desired.id));
    if (desired.version <= held) return { version: held };
    const { id, module, state, config, open, sealed, sandbox, version } = desired;
    const row: AccountIntegrationRow = { id, module, state, config, open, sealed, sandbox, version, updatedAt: tx.now };
    tx.db
      .insert(accountIntegrations)
      .values(row)
      .onConflictDoUpdate({ target: accountIntegrations.id, set: row })
      .run();
    tx.change("integration", before === undefined ? "created" : "updated", id, integrationDocument(row));
    tx.audit({
      action: "integration.applied",
      entity: "integration",
      entityId: id,
      before: before === undefined ? undefined : trailOf(before),
      after: trailOf(row),
    });
    if (before === undefined) adoptConversations(account, tx, desired);
    // What waited for the connection may leave now, and come.
    if (state === "connected") {
      hurryFiles(tx, id);
      tx.wakeAt(tx.now);
    }
    return { version };
  });
}

function readIntegration(tx: AccountTx, id: string): AccountIntegrationRow | undefined {
  return tx.db.select().from(accountIntegrations).where(eq(accountIntegrations.id, id)).limit(1).get();
}

/** Credentials stay out of the trail, sealed or not. */
function trailOf({ module, state, config, version }: AccountIntegrationRow) {
  return { module, state, config, version };
}
