import { eq, sql } from "drizzle-orm";
import { type AiCallRow, aiCalls, aiUsage, type AiUsageRow } from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** What an account used in a month (`2026-11`), by kind and model. */
export function usageOf(db: ScopedDb, month: string): Promise<AiUsageRow[]> {
  return db.select(aiUsage, { where: eq(aiUsage.month, month) });
}

/** The statements that keep a call and add it to its month. */
export function recordCall(db: ScopedDb, month: string, call: Omit<AiCallRow, "tenantId">): [Statement, Statement] {
  const { kind, model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costMicros } = call;
  const counted = { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costMicros };
  return [
    db.insert(aiCalls, call),
    db.upsert(aiUsage, { month, kind, model, calls: 1, ...counted }, [aiUsage.month, aiUsage.kind, aiUsage.model], {
      calls: sql`${aiUsage.calls} + 1`,
      inputTokens: sql`${aiUsage.inputTokens} + ${inputTokens}`,
      outputTokens: sql`${aiUsage.outputTokens} + ${outputTokens}`,
      cacheReadTokens: sql`${aiUsage.cacheReadTokens} + ${cacheReadTokens}`,
      cacheWriteTokens: sql`${aiUsage.cacheWriteTokens} + ${cacheWriteTokens}`,
      costMicros: sql`${aiUsage.costMicros} + ${costMicros}`,
    }),
  ];
}
