import { and, eq, gte, type SQL } from "drizzle-orm";
import { templates, type TemplateRow, templateSyncs } from "../../../schema/data-plane/index.ts";
import type { InboundTemplate } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";

/** However much is told, the list is read at most so often for it. */
const READ_AGAIN_AFTER_MS = 60_000;

/**
 * Takes over at once what a provider tells of one template; the whole list is read soon after, for what the webhook does not say. `at` is the
 * provider's time, ms: an older word does not undo a newer one.
 */
export function hearOfTemplate(
  tx: AccountTx,
  { integrationId, at, template }: { integrationId: string; at: number; template: InboundTemplate },
): void {
  const { category, externalId, language, name, quality, reason = null, status } = template;
  const which: SQL | undefined =
    externalId !== undefined
      ? eq(templates.externalId, externalId)
      : name !== undefined && language !== undefined
        ? and(eq(templates.integrationId, integrationId), eq(templates.name, name), eq(templates.language, language))
        : undefined;
  for (const row of which === undefined ? [] : tx.db.select().from(templates).where(which).all()) {
    const change: Partial<TemplateRow> = {
      ...(status === undefined || at < row.statusAt ? {} : { status, reason, statusAt: at }),
      ...(quality === undefined ? {} : { quality }),
      ...(category === undefined ? {} : { category }),
    };
    if (Object.keys(change).length === 0) continue;
    tx.db
      .update(templates)
      .set({ ...change, updatedAt: tx.now })
      .where(eq(templates.id, row.id))
      .run();
    tx.audit({
      action: "template.heard",
      entity: "template",
      entityId: row.id,
      before: { status: row.status, quality: row.quality, category: row.category },
      after: change,
    });
  }
  readAgain(tx, integrationId);
}

function readAgain(tx: AccountTx, integrationId: string): void {
  const isOf = eq(templateSyncs.integrationId, integrationId);
  const sync = tx.db.select().from(templateSyncs).where(isOf).limit(1).get();
  if (sync === undefined) return;
  const dueAt = Math.max(tx.now, (sync.startedAt ?? 0) + READ_AGAIN_AFTER_MS + 1);
  tx.db
    .update(templateSyncs)
    .set({ dueAt })
    .where(and(isOf, gte(templateSyncs.dueAt, dueAt)))
    .run();
  tx.wakeAt(dueAt);
}
