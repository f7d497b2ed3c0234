import { sightOf } from "../../../durable-objects/sub-account/sight/sight-of.ts";
import { sandboxMeta } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import { channelOf } from "../../../schema/channels.ts";
import type { SandboxPhone } from "../../../schema/contracts/sandbox.ts";
import { integrationsOf } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { requireSandbox } from "./open-phone.ts";

/** The phones one can write from: one for each test-mode install of the account. */
export async function listPhones(ctx: Ctx): Promise<SandboxPhone[]> {
  requireCapability(ctx.actor, "viewLeads");
  requireSandbox(ctx);
  if (sightOf(ctx.actor) !== undefined) return [];
  const installed = (await integrationsOf(ctx.db)).filter(({ module, sandbox }) => sandbox && channelOf(module));
  return Promise.all(
    installed.map(async ({ id }) => ({ integrationId: id, ...(await sandboxMeta(ctx.env, id).phone(ctx.actor)) })),
  );
}
