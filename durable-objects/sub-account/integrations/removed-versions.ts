import { eq } from "drizzle-orm";
import { meta } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** The version at which an integration was removed, 0 if it never was: a late push of an older one must not bring its credentials back. */
export function removedVersion(tx: AccountTx, id: string): number {
  return Number(
    tx.db
      .select()
      .from(meta)
      .where(eq(meta.key, keyOf(id)))
      .limit(1)
      .get()?.value ?? 0,
  );
}

/** Notes the version at which an integration was removed. */
export function rememberRemoved(tx: AccountTx, id: string, version: number): void {
  const row = { key: keyOf(id), value: String(version) };
  tx.db.insert(meta).values(row).onConflictDoUpdate({ target: meta.key, set: row }).run();
}

function keyOf(id: string): string {
  return `integration_removed:${id}`;
}
