import { sightOf } from "../../../durable-objects/sub-account/sight/sight-of.ts";
import { sandboxMeta } from "../../../durable-objects/stubs.ts";
import { channelOf } from "../../../schema/channels.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { integrationById } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";

/** The customer's phone of one test-mode install of the active account. Throws `not_found` for any other id, where test mode is off, and to whoever sees only what is assigned to them. */
export async function openPhone(ctx: Ctx, integrationId: string) {
  requireSandbox(ctx);
  const row = await integrationById(ctx.db, integrationId);
  // Every customer is on it: it is for whoever may see them all.
  if (sightOf(ctx.actor) !== undefined) throw new TrellisError("not_found");
  if (row?.sandbox !== true || channelOf(row.module) === undefined) throw new TrellisError("not_found");
  return sandboxMeta(ctx.env, row.id);
}

/** Where test mode is not offered its doors are not there either. */
export function requireSandbox({ env }: Ctx): void {
  if (env.TRELLIS_SANDBOX !== "1") throw new TrellisError("not_found");
}
