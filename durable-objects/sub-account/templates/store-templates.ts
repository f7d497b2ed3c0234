import { eq } from "drizzle-orm";
import type { ProviderTemplate } from "../../../modules/module.ts";
import type { Channel } from "../../../schema/channels.ts";
import { type AccountIntegrationRow, templates, type TemplateRow } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import type { AccountTx } from "../account.ts";

/**
 * Makes the stored templates of a number those its provider listed. A status told by a webhook since `startedAt` stands: the list may be
 * older. With `cut` nothing is taken away, as what is missing may be in the rest.
 */
export function storeTemplates(
  tx: AccountTx,
  { id: integrationId, module }: Pick<AccountIntegrationRow, "id" | "module">,
  listed: readonly ProviderTemplate[],
  { startedAt, cut }: { startedAt: number; cut: boolean },
): void {
  const held = new Map(
    tx.db
      .select()
      .from(templates)
      .where(eq(templates.integrationId, integrationId))
      .all()
      .map((row) => [keyOf(row), row]),
  );
  const counts = { added: 0, changed: 0, removed: 0 };
  for (const given of listed) {
    const before = held.get(keyOf(given));
    held.delete(keyOf(given));
    if (before === undefined) {
      const times = { statusAt: 0, createdAt: tx.now, updatedAt: tx.now };
      // The channel's module has its name.
      tx.db
        .insert(templates)
        .values({ id: newId("template"), channel: module as Channel, integrationId, ...given, ...times })
        .run();
      counts.added += 1;
      continue;
    }
    // Providers tell the time in whole seconds.
    const isHeardSince = before.statusAt > startedAt - 1_000;
    const next = isHeardSince ? { ...given, status: before.status, reason: before.reason } : given;
    if (isSame(before, next)) continue;
    tx.db
      .update(templates)
      .set({ ...next, updatedAt: tx.now })
      .where(eq(templates.id, before.id))
      .run();
    counts.changed += 1;
  }
  if (!cut)
    for (const { id } of held.values()) {
      tx.db.delete(templates).where(eq(templates.id, id)).run();
      counts.removed += 1;
    }
  if (counts.added + counts.changed + counts.removed === 0) return;
  tx.audit({ action: "templates.read", entity: "integration", entityId: integrationId, after: counts });
}

function keyOf({ name, language }: Pick<TemplateRow, "name" | "language">): string {
  return `${name} ${language}`;
}

function isSame(row: TemplateRow, given: ProviderTemplate): boolean {
  return Object.entries(given).every(
    ([key, value]) => JSON.stringify(row[key as keyof ProviderTemplate]) === JSON.stringify(value),
  );
}
