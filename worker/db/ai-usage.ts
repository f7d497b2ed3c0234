import { and, desc, eq, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import { type AiCallRow, aiCalls, aiUsage, type AiUsageRow } from "../../schema/control-plane/index.ts";
import { firstIdAt } from "../../schema/ids.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** Single calls are kept for thirteen months, their sums for ever. */
export const CALL_KEPT_MS = 400 * 24 * 60 * 60_000;

/** What an account used in a month (`2026-11`), by kind and model. */
export function usageOf(db: ScopedDb, month: string): Promise<AiUsageRow[]> {
  return db.select(aiUsage, { where: eq(aiUsage.month, month) });
}

/** What an account used in each month from one on, by kind and model. */
export function aiUsageSince(db: ScopedDb, month: string): Promise<AiUsageRow[]> {
  return db.select(aiUsage, { where: gte(aiUsage.month, month) });
}

/**
 * The statements that keep a call, add it to its month, and let the account's oldest go. What the platform paid is marked so, and added to the
 * month of `platform`, its own rows, too.
 */
export function recordCall(
  db: ScopedDb,
  month: string,
  call: Omit<AiCallRow, "tenantId">,
  platform?: ScopedDb,
): [Statement, ...Statement[]] {
  return [
    db.insert(aiCalls, call),
    // By their ids, which sort by time and have an index as it is.
    db.delete(aiCalls, lt(aiCalls.id, firstIdAt("assist", call.at - CALL_KEPT_MS))),
    addToMonth(db, month, call),
    ...(platform === undefined ? [] : [addToMonth(platform, month, { ...call, payer: "account" })]),
  ];
}

function addToMonth(db: ScopedDb, month: string, call: Omit<AiCallRow, "tenantId">): Statement {
  const { kind, model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costMicros } = call;
  const platformMicros = call.payer === "platform" ? costMicros : 0;
  const counted = { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costMicros, platformMicros };
  return db.upsert(
    aiUsage,
    { month, kind, model, calls: 1, ...counted },
    [aiUsage.month, aiUsage.kind, aiUsage.model],
    {
      calls: sql`${aiUsage.calls} + 1`,
      inputTokens: sql`${aiUsage.inputTokens} + ${inputTokens}`,
      outputTokens: sql`${aiUsage.outputTokens} + ${outputTokens}`,
      cacheReadTokens: sql`${aiUsage.cacheReadTokens} + ${cacheReadTokens}`,
      cacheWriteTokens: sql`${aiUsage.cacheWriteTokens} + ${cacheWriteTokens}`,
      costMicros: sql`${aiUsage.costMicros} + ${costMicros}`,
      platformMicros: sql`${aiUsage.platformMicros} + ${platformMicros}`,
    },
  );
}

/** The last assist that a person asked for in a conversation between two moments (ms). Ids begin with their time: only those of that time are read. */
export async function assistBefore(
  db: ScopedDb,
  { conversationId, userId, from, to }: { conversationId: string; userId: string; from: number; to: number },
): Promise<AiCallRow | undefined> {
  const where = and(
    gte(aiCalls.id, firstIdAt("assist", from)),
    lt(aiCalls.id, firstIdAt("assist", to + 1)),
    lte(aiCalls.at, to),
    eq(aiCalls.conversationId, conversationId),
    eq(aiCalls.userId, userId),
  ) as SQL;
  return (await db.select(aiCalls, { where, orderBy: desc(aiCalls.id), limit: 1 }))[0];
}
