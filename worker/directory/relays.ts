import { and, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type ConciergeRelayRow, conciergeRelays } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** The relay link of this hash, whatever became of it. */
export function relayByHash(env: Env, tokenHash: string): Promise<ConciergeRelayRow | undefined> {
  return drizzle(env.DB).select().from(conciergeRelays).where(eq(conciergeRelays.tokenHash, tokenHash)).get();
}

/** Notes that somebody opened it, the first time, or that everything behind it works. */
export async function noteRelay(
  env: Env,
  { tokenHash }: Pick<ConciergeRelayRow, "tokenHash">,
  at: Partial<Pick<ConciergeRelayRow, "openedAt" | "doneAt">>,
): Promise<void> {
  const [column] = at.openedAt === undefined ? [conciergeRelays.doneAt] : [conciergeRelays.openedAt];
  await drizzle(env.DB)
    .update(conciergeRelays)
    .set(at)
    .where(and(eq(conciergeRelays.tokenHash, tokenHash), isNull(column)))
    .run();
}
