import { and, eq } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { accountIntegrations } from "../../../schema/data-plane/index.ts";
import { createVault, VaultError } from "../../kit/vault.ts";
import { type Account, transaction } from "../account.ts";
import { sealedPlace } from "./sealed-place.ts";

/**
 * Seals the copies held here anew under the master key that seals now; those that are stay as they are. Answers how many were of which kind,
 * and which integrations' copies no key opens. Safe to repeat and to run beside everything else: a copy that was replaced meanwhile is
 * newer than what was read, and stays. Throws `forbidden` to any person.
 */
export async function rewrapSecrets(
  account: Account,
  actor: Actor,
): Promise<{ rewrapped: number; current: number; unreadable: string[] }> {
  requireSystem(actor);
  const vault = createVault(account.env.VAULT_KEYS);
  const rows = account.db
    .select({ id: accountIntegrations.id, module: accountIntegrations.module, sealed: accountIntegrations.sealed })
    .from(accountIntegrations)
    .all();
  const anew: { id: string; before: string; after: string }[] = [];
  const unreadable: string[] = [];
  for (const row of rows) {
    try {
      const after = await vault.rewrap(row.sealed, sealedPlace(account.tenantId, row));
      if (after !== row.sealed) anew.push({ id: row.id, before: row.sealed, after });
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      unreadable.push(row.id);
    }
  }
  if (anew.length > 0) {
    transaction(account, actor, (tx) => {
      for (const { id, before, after } of anew) {
        const asRead = and(eq(accountIntegrations.id, id), eq(accountIntegrations.sealed, before));
        tx.db.update(accountIntegrations).set({ sealed: after }).where(asRead).run();
      }
      tx.audit({
        action: "vault.rewrapped",
        entity: "vault",
        entityId: account.tenantId,
        after: { key: vault.currentKid, values: anew.length },
      });
    });
  }
  return { rewrapped: anew.length, current: rows.length - anew.length - unreadable.length, unreadable };
}
