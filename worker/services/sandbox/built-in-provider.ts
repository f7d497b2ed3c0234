import { sandboxClaude, sandboxMeta } from "../../../durable-objects/stubs.ts";
import { handlersOf } from "../../../modules/handlers.ts";
import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { channelOf } from "../../../schema/channels.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { AccountCtx } from "../ctx.ts";

/** Makes the built-in provider of a test-mode install, and answers the credentials it hands out. */
export async function provisionProvider(ctx: AccountCtx, manifest: ModuleManifest, id: string): Promise<Credentials> {
  const own = handlersOf(manifest.slug)?.sandbox;
  if (own !== undefined) return own.credentials;
  const channel = channelOf(manifest.slug);
  if (channel !== undefined) {
    const made = { channel, integrationId: id, businessName: ctx.tenant.name };
    return sandboxMeta(ctx.env, id).provision(machinery(ctx), made);
  }
  const { apiKey } = await sandboxClaude(ctx.env, id).provision(machinery(ctx));
  return { apiKey };
}

/** The built-in provider goes with its install. Should that fail, it is left speaking to a door that is shut. */
export async function discardProvider(
  ctx: AccountCtx,
  { id, module }: Pick<IntegrationRow, "id" | "module">,
): Promise<void> {
  if (handlersOf(module)?.sandbox !== undefined) return;
  try {
    const provider = channelOf(module) === undefined ? sandboxClaude(ctx.env, id) : sandboxMeta(ctx.env, id);
    await provider.discard(machinery(ctx));
  } catch (error) {
    const { requestId } = ctx;
    const reason = reasonOf(error);
    console.warn(
      JSON.stringify({ level: "warn", event: "sandbox_not_discarded", requestId, integrationId: id, reason }),
    );
  }
}

function machinery({ tenant }: AccountCtx): SystemActor {
  return { kind: "system", tenantId: tenant.id, via: "control-plane" };
}
