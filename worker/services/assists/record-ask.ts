import { authorOf } from "../../../schema/actor.ts";
import { costMicros } from "../../../schema/ai-models.ts";
import type { AiCallRow } from "../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { recordCall } from "../../db/ai-usage.ts";
import type { ScopedDb } from "../../db/scoped.ts";
import type { Ctx } from "../ctx.ts";
import { monthOf } from "./month-of.ts";
import { type Tally, usageOf } from "./tally.ts";

/** What a call of the model was about, and whose key it went with. */
export interface CallAbout extends Pick<AiCallRow, "id" | "conversationId" | "kind" | "agentId" | "payer"> {
  model: Parameters<typeof costMicros>[0];
}

/**
 * Keeps what a call of the model used; what the platform paid is counted in `platform`, its own rows, too. A failure of this must not take the
 * answer from the person: it is logged.
 */
export async function recordAsk(ctx: Ctx, about: CallAbout, tally: Tally, platform?: ScopedDb): Promise<void> {
  const usage = usageOf(tally);
  const call = {
    ...about,
    ...usage,
    at: ctx.now,
    userId: authorOf(ctx.actor).id,
    costMicros: costMicros(about.model, usage),
    outcome: tally.outcome,
    ms: Date.now() - ctx.now,
  };
  try {
    await ctx.db.bookkeep(recordCall(ctx.db, monthOf(ctx.now), call, platform));
  } catch (error) {
    const { requestId, tenant } = ctx;
    const reason = reasonOf(error);
    console.error(
      JSON.stringify({ level: "error", event: "ai_usage_lost", requestId, tenantId: tenant.id, ...call, reason }),
    );
  }
}
