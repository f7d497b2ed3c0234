import { and, desc, eq, isNull } from "drizzle-orm";
import { merges } from "../../../schema/data-plane/index.ts";
import type { AccountDatabase } from "../account.ts";

/** Merges followed one after the other; more in a row is nobody's history. */
const STEPS_MAX = 100;

/** The contact that an id lives on in, undefined for one that was never merged into another. */
export function mergedInto(db: AccountDatabase, contactId: string): string | undefined {
  let found: string | undefined;
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = db
      .select({ id: merges.winnerId })
      .from(merges)
      .where(and(eq(merges.loserId, found ?? contactId), isNull(merges.undoneAt)))
      .orderBy(desc(merges.id))
      .limit(1)
      .get();
    if (next === undefined) return found;
    found = next.id;
  }
  return undefined;
}
