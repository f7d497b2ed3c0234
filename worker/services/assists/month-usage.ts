import { requireCapability } from "../../../schema/actor.ts";
import type { AiUsage } from "../../../schema/contracts/assists.ts";
import type { AiUsageRow } from "../../../schema/control-plane/index.ts";
import { usageOf } from "../../db/ai-usage.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { aiSettings } from "./connected-ai.ts";
import { monthOf } from "./month-of.ts";

/** What the account's AI used in a month (this one unless given), in UTC. Throws `forbidden`. */
export async function monthUsage(ctx: Ctx, month = monthOf(ctx.now)): Promise<AiUsage> {
  requireCapability(ctx.actor, "viewSettings");
  const [rows, installed] = await Promise.all([usageOf(ctx.db, month), integrationOfModule(ctx.db, "ai")]);
  const { capMicros } = aiSettings(installed?.config ?? {});
  return {
    month,
    total: totalOf(rows),
    paidByPlatform: { micros: rows.reduce((sum, row) => sum + row.platformMicros, 0), currency: "USD" },
    byKind: [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, of]) => ({ kind, ...totalOf(of) })),
    byModel: [...Map.groupBy(rows, ({ model }) => model)].map(([model, of]) => ({ model, ...totalOf(of) })),
    cap: capMicros === null ? null : { micros: capMicros, currency: "USD" },
  };
}

function totalOf(rows: readonly AiUsageRow[]): AiUsage["total"] {
  const sum = (of: (row: AiUsageRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    count: sum(({ calls }) => calls),
    usage: {
      inputTokens: sum(({ inputTokens }) => inputTokens),
      outputTokens: sum(({ outputTokens }) => outputTokens),
      cacheReadTokens: sum(({ cacheReadTokens }) => cacheReadTokens),
      cacheWriteTokens: sum(({ cacheWriteTokens }) => cacheWriteTokens),
    },
    cost: { micros: sum(({ costMicros }) => costMicros), currency: "USD" },
  };
}
