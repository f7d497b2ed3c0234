import { providerOf } from "../../../durable-objects/kit/provider.ts";
import { DEFAULT_AI_MODEL } from "../../../schema/ai-models.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { platformTenant } from "../../directory/tenants.ts";
import type { Ctx } from "../ctx.ts";
import { agencyAi } from "./agency-ai.ts";
import { type ConnectedAi, connectedAi } from "./connected-ai.ts";
import { requireUnderAllowance } from "./require-under-allowance.ts";
import { requireUnderCap } from "./require-under-cap.ts";

/** A way to Claude that somebody pays for. */
export interface PaidAi extends ConnectedAi {
  /** The platform's own rows, where it pays: what is used is counted there, too. */
  platform?: ScopedDb;
}

/**
 * The way to Claude for what the product itself helps an account with: with the account's own key, else with the one its agency shares with it,
 * else with the platform's. Throws `ai_not_connected` where there is none or it was switched off here, and `ai_cap_reached` where whoever would
 * pay has reached the month's limit: nobody else is asked to pay instead.
 */
export async function paidAi(ctx: Ctx): Promise<PaidAi> {
  const own = await ownAi(ctx);
  const ai = own ?? (await agencyAi(ctx)) ?? (await platformAi(ctx));
  if (ai === undefined)
    throw new TrellisError("ai_not_connected", { message: "No key for Claude is set, neither here nor above." });
  await requireUnderCap(ctx, ai);
  return ai;
}

/** What is installed here and works. What was switched off here stays off, whoever would pay: then this throws. */
async function ownAi(ctx: Ctx): Promise<PaidAi | undefined> {
  const row = await integrationOfModule(ctx.db, "ai");
  return row?.state === "connected" || row?.state === "disabled" ? connectedAi(ctx) : undefined;
}

/** The platform's own key, while the month allows it. */
async function platformAi(ctx: Ctx): Promise<PaidAi | undefined> {
  const apiKey = ctx.env.ANTHROPIC_API_KEY ?? "";
  const tenant = apiKey === "" ? undefined : await platformTenant(ctx.env);
  if (tenant === undefined) return undefined;
  const platform = new ScopedDb(ctx.env, { kind: "system", tenantId: tenant.id, via: "control-plane" });
  await requireUnderAllowance(ctx, platform);
  const provider = providerOf(ctx.env, { integrationId: tenant.id, module: "ai", sandbox: false });
  return { payer: "platform", apiKey, provider, model: DEFAULT_AI_MODEL, capMicros: null, platform };
}
