import { and, asc, eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { TemplateSync } from "../../../schema/contracts/templates.ts";
import { accountIntegrations, templateSyncs } from "../../../schema/data-plane/index.ts";
import { type Account, type AccountDatabase, transaction } from "../account.ts";
import { type HasTemplates, hasTemplates, isUnderWay, syncDocument } from "./template-syncs.ts";

/** However often it is asked, one number's list is read at most so often. */
export const ASK_AGAIN_AFTER_MS = 10_000;

/** How the reading of each connected number's templates stands. Throws `forbidden`. */
export function listTemplateSyncs(account: Account, actor: Actor): TemplateSync[] {
  requireCapability(actor, "viewLeads");
  return syncsOf(account.db, hasTemplates).map(({ integration, sync }) =>
    syncDocument(integration.id, sync, account.now()),
  );
}

/**
 * Has the templates of every connected number read anew, now unless that was just done. Answers how it stands at once; the reading goes on by
 * itself. Throws `forbidden`.
 */
export function askTemplates(account: Account, actor: Actor): TemplateSync[] {
  requireCapability(actor, "sendMessages");
  return transaction(account, actor, (tx) => {
    for (const { integration, sync } of syncsOf(tx.db, hasTemplates)) {
      // One that was never read is due in any case.
      if (sync === null || isUnderWay(sync, tx.now) || tx.now < (sync.startedAt ?? 0) + ASK_AGAIN_AFTER_MS) continue;
      tx.db.update(templateSyncs).set({ dueAt: tx.now }).where(eq(templateSyncs.integrationId, integration.id)).run();
      tx.audit({ action: "templates.asked", entity: "integration", entityId: integration.id });
    }
    tx.wakeAt(tx.now);
    return syncsOf(tx.db, hasTemplates).map(({ integration, sync }) => syncDocument(integration.id, sync, tx.now));
  });
}

function syncsOf(db: AccountDatabase, has: HasTemplates) {
  return db
    .select({ integration: { id: accountIntegrations.id, module: accountIntegrations.module }, sync: templateSyncs })
    .from(accountIntegrations)
    .leftJoin(templateSyncs, eq(templateSyncs.integrationId, accountIntegrations.id))
    .where(and(eq(accountIntegrations.state, "connected")))
    .orderBy(asc(accountIntegrations.id))
    .all()
    .filter(({ integration }) => has(integration.module));
}
