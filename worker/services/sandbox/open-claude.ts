import { sandboxClaude } from "../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { integrationById } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { requireSandbox } from "./open-phone.ts";

/** The built-in Claude of one test-mode install of the active account. Throws `not_found` for any other id, and where test mode is off. */
export async function openClaude(ctx: Ctx, integrationId: string) {
  requireSandbox(ctx);
  const row = await integrationById(ctx.db, integrationId);
  if (row?.sandbox !== true || row.module !== "ai") throw new TrellisError("not_found");
  return sandboxClaude(ctx.env, row.id);
}
