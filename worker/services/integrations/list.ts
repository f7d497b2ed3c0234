import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { credentialsOf, integrationsOf } from "../../db/integrations.ts";
import { watchesOf } from "../../directory/integration-watches.ts";
import type { Ctx } from "../ctx.ts";
import { integrationDocument } from "./document.ts";

/** The account's integrations, oldest first. Throws `forbidden`. */
export async function listIntegrations(ctx: Ctx): Promise<Integration[]> {
  requireCapability(ctx.actor, "viewSettings");
  const [rows, sealed, watches] = await Promise.all([
    integrationsOf(ctx.db),
    credentialsOf(ctx.db),
    watchesOf(ctx.env, ctx.tenant.id),
  ]);
  return Promise.all(
    rows.map((row) =>
      integrationDocument(
        ctx,
        row,
        sealed.filter(({ integrationId }) => integrationId === row.id),
        watches.find(({ integrationId }) => integrationId === row.id),
      ),
    ),
  );
}
