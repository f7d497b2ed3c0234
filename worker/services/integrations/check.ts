import { providerOf } from "../../../durable-objects/kit/provider.ts";
import { handlersOf } from "../../../modules/handlers.ts";
import type { Credentials, ModuleManifest, Verification } from "../../../modules/module.ts";
import type { IntegrationState } from "../../../schema/contracts/integrations.ts";
import type { Env } from "../../env.ts";

/** Asks the provider whether these credentials work, and which ids they prove. Never throws: a fault of ours is a health with a reason. */
export async function checkWithProvider(
  env: Env,
  manifest: ModuleManifest,
  at: { id: string; sandbox: boolean; credentials: Credentials; now: number },
): Promise<Verification> {
  try {
    const handlers = handlersOf(manifest.slug);
    if (handlers === undefined) throw new Error(`no handlers for ${manifest.slug}`);
    return await handlers.verify(
      at.credentials,
      providerOf(env, { integrationId: at.id, module: manifest.slug, sandbox: at.sandbox }),
      at.now,
    );
  } catch (error) {
    // The message could quote what was sent: only the name is safe to keep.
    console.error(
      JSON.stringify({
        level: "error",
        event: "verification_failed",
        module: manifest.slug,
        name: error instanceof Error ? error.name : "thrown",
      }),
    );
    const health = {
      ok: false,
      checkedAt: new Date(at.now).toISOString(),
      cause: "network" as const,
      reason: `${manifest.name} could not be asked.`,
      fix: "Try again in some minutes.",
    };
    return { health, proven: [], details: {} };
  }
}

/** The state that follows from a check. What a person switched off stays off, however healthy. */
export function stateAfter(verification: Verification, before?: IntegrationState): IntegrationState {
  if (before === "disabled") return "disabled";
  return verification.health.ok ? "connected" : "error";
}
