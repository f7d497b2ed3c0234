import { TrellisError } from "../../../schema/errors.ts";
import { usageOf } from "../../db/ai-usage.ts";
import type { ScopedDb } from "../../db/scoped.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { monthOf } from "./month-of.ts";

/** What the platform pays a month where its operator says nothing else: for one account, and for all of them. US dollars. */
const ALLOWANCE_USD = { account: 5, total: 200 } as const;

/**
 * Throws `ai_cap_reached` once the platform has paid as much as it means to this month, for the active account or in all. `platform` are its
 * own rows, where all of it is counted.
 */
export async function requireUnderAllowance(ctx: Pick<Ctx, "db" | "env" | "now">, platform: ScopedDb): Promise<void> {
  const month = monthOf(ctx.now);
  const [here, inAll] = await Promise.all([usageOf(ctx.db, month), usageOf(platform, month)]);
  const paid = here.reduce((sum, row) => sum + row.platformMicros, 0);
  const total = inAll.reduce((sum, row) => sum + row.costMicros, 0);
  if (paid < microsOf(ctx.env, "account") && total < microsOf(ctx.env, "total")) return;
  throw new TrellisError("ai_cap_reached", {
    message: "What the platform pays for Claude in a month is used up here. Set an API key of your own to go on.",
  });
}

function microsOf(env: Env, which: keyof typeof ALLOWANCE_USD): number {
  const said = which === "account" ? env.TRELLIS_AI_USD_PER_ACCOUNT : env.TRELLIS_AI_USD_IN_ALL;
  const usd = said === undefined || said === "" ? Number.NaN : Number(said);
  return (Number.isFinite(usd) && usd >= 0 ? usd : ALLOWANCE_USD[which]) * 1e6;
}
