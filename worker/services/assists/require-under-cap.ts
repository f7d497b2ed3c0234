import { TrellisError } from "../../../schema/errors.ts";
import { usageOf } from "../../db/ai-usage.ts";
import type { Ctx } from "../ctx.ts";
import type { ConnectedAi } from "./connected-ai.ts";
import { monthOf } from "./month-of.ts";

/**
 * Throws `ai_cap_reached` once the month has cost as much as the account allows. It is looked at before each request: requests that are under
 * way at once may go over it by what they cost.
 */
export async function requireUnderCap(
  ctx: Pick<Ctx, "db" | "now">,
  { capMicros }: Pick<ConnectedAi, "capMicros">,
): Promise<void> {
  if (capMicros === null) return;
  const rows = await usageOf(ctx.db, monthOf(ctx.now));
  const used = rows.reduce((sum, row) => sum + row.costMicros - row.platformMicros, 0);
  if (used >= capMicros)
    throw new TrellisError("ai_cap_reached", {
      message: `This month's limit of ${capMicros / 1e6} USD for AI is used up. An administrator may raise it under Modules.`,
    });
}
