import { providerOf } from "../../../durable-objects/kit/provider.ts";
import { AI_MODEL_IDS, type AiModel, DEFAULT_AI_MODEL } from "../../../schema/ai-models.ts";
import type { ProviderFetch } from "../../../modules/module.ts";
import type { Payer } from "../../../schema/concierge/words.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { credentialsOf, integrationOfModule } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { openReadable } from "../integrations/seal.ts";

/** A way to Claude, for one call. `apiKey` is never logged and goes with the call. */
export interface ConnectedAi {
  /** Whose key it is. */
  payer: Payer;
  apiKey: string;
  provider: ProviderFetch;
  /** In test mode, by the built-in provider: nobody pays. */
  sandbox?: true;
  /** What the module is set to. */
  model: AiModel;
  /** Millionths of a US dollar a month; null without a limit. */
  capMicros: number | null;
}

/** The installed module with its key opened. Throws `ai_not_connected`, saying where that is put right. */
export async function connectedAi(ctx: Pick<Ctx, "db" | "env">): Promise<ConnectedAi> {
  const row = await integrationOfModule(ctx.db, "ai");
  if (row === undefined) throw new TrellisError("ai_not_connected");
  if (row.state === "disabled")
    throw notConnected("Claude AI is switched off here. An administrator switches it on under Modules.");
  if (row.state !== "connected")
    throw notConnected(
      `${row.health.reason ?? "Claude AI is not connected."} An administrator puts it right under Modules.`,
    );
  const sealed = await credentialsOf(ctx.db, row.id);
  const { apiKey } = await openReadable(ctx.env, row, sealed);
  if (apiKey === undefined)
    throw notConnected(
      "The API key of Claude cannot be opened any more. An administrator enters it again under Modules.",
    );
  return {
    payer: sealed.some(({ field, shared }) => field === "apiKey" && shared) ? "agency" : "account",
    apiKey,
    provider: providerOf(ctx.env, { integrationId: row.id, module: row.module, sandbox: row.sandbox }),
    ...(row.sandbox ? { sandbox: true } : {}),
    ...aiSettings(row.config),
  };
}

/** What the module's settings say; a model that is no longer offered becomes the usual one. */
export function aiSettings(config: Readonly<Record<string, unknown>>): Pick<ConnectedAi, "model" | "capMicros"> {
  const { model, monthlyCapUsd } = config;
  return {
    model: AI_MODEL_IDS.find((id) => id === model) ?? DEFAULT_AI_MODEL,
    capMicros: typeof monthlyCapUsd === "number" && monthlyCapUsd > 0 ? Math.round(monthlyCapUsd * 1e6) : null,
  };
}

function notConnected(message: string): TrellisError {
  return new TrellisError("ai_not_connected", { message });
}
