import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { credentialsOf, integrationsOf } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { integrationDocument } from "./document.ts";

/** The account's integrations, oldest first. Throws `forbidden`. */
export async function listIntegrations(ctx: Ctx): Promise<Integration[]> {
  requireCapability(ctx.actor, "viewSettings");
  const [rows, sealed] = await Promise.all([integrationsOf(ctx.db), credentialsOf(ctx.db)]);
  return Promise.all(
    rows.map((row) =>
      integrationDocument(
        ctx,
        row,
        sealed.filter(({ integrationId }) => integrationId === row.id),
      ),
    ),
  );
}
