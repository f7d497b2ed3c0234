import { requireCapability } from "../../../schema/actor.ts";
import { capabilitiesOfTier } from "../../../schema/capabilities.ts";
import { mustChange } from "../../db/scoped.ts";
import { deleteIdentityProvider, identityProvider } from "../../db/identity-providers.ts";
import { deleteLinksOf } from "../../directory/provider-links.ts";
import { revokeProviderSessions } from "../../directory/sessions.ts";
import type { Ctx } from "../ctx.ts";
import { requireAtMostOwn } from "../members/grantable.ts";
import { endedSessions } from "./ended-sessions.ts";
import { trail } from "./put.ts";

/**
 * Disconnects the active agency's provider, if it has one: nobody is linked any more, and the sessions it opened end. Throws `forbidden`,
 * `conflict` (disconnected meanwhile).
 */
export async function removeProvider(ctx: Ctx): Promise<void> {
  const { db, env, tenant, now } = ctx;
  requireCapability(ctx.actor, "manageUsers");
  requireAtMostOwn(ctx, capabilitiesOfTier("agency"));
  const before = await identityProvider(db);
  if (before === undefined) return;
  await db.commit({
    writes: [
      mustChange(deleteIdentityProvider(db)),
      revokeProviderSessions(tenant.id, now),
      deleteLinksOf(env, tenant.id),
    ],
    audit: {
      action: "identity_provider.disconnected",
      entity: "tenant",
      entityId: tenant.id,
      before: trail(before),
    },
  });
  await endedSessions(env, tenant.id, now);
}
