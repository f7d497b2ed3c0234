import { requireCapability } from "../../../schema/actor.ts";
import { capabilitiesOfTier } from "../../../schema/capabilities.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import type { IdentityProvider, PutIdentityProvider } from "../../../schema/contracts/identity-provider.ts";
import type { IdentityProviderRow } from "../../../schema/control-plane/index.ts";
import { identityProvider, putIdentityProvider } from "../../db/identity-providers.ts";
import { deleteLinksOf } from "../../directory/provider-links.ts";
import { revokeProviderSessions } from "../../directory/sessions.ts";
import type { Ctx } from "../ctx.ts";
import { requireAtMostOwn } from "../members/grantable.ts";
import { discover } from "./discover.ts";
import { endedSessions } from "./ended-sessions.ts";
import { providerDocument } from "./read.ts";
import { sealClientSecret } from "./secret.ts";

/**
 * Connects the active agency's own provider, or changes it. The provider says who people are, so whoever chooses it can be any of them: they must
 * be able to do everything there themselves. With another issuer or client nobody is linked any more and the sessions it opened end; they end
 * too when it is turned off. Throws `forbidden`, `invalid` (issuer, clientSecret).
 */
export async function putProvider(ctx: Ctx, input: PutIdentityProvider): Promise<IdentityProvider> {
  const { db, env, tenant, now, origin } = ctx;
  requireCapability(ctx.actor, "manageUsers");
  requireAtMostOwn(ctx, capabilitiesOfTier("agency"));
  const before = await identityProvider(db);
  const { name, issuer, clientId, clientSecret, enabled } = input;
  const another = before === undefined || before.issuer !== issuer || before.clientId !== clientId;
  // The secret was told to one provider: it is not sent to another.
  if (another && clientSecret === undefined)
    throw invalid("clientSecret", "must be given with another issuer or client");
  if (enabled)
    await discover(env, origin, issuer).catch((error: unknown) => {
      throw invalid("issuer", error instanceof Error ? error.message : "cannot be reached");
    });
  const secret =
    clientSecret === undefined
      ? { sealed: before?.sealed ?? "", hint: before?.hint ?? "" }
      : await sealClientSecret(env, tenant.id, clientSecret);
  const row = { name, issuer, clientId, ...secret, enabled, createdAt: before?.createdAt ?? now, updatedAt: now };
  const ends = before !== undefined && (another || !enabled);
  await db.commit({
    writes: [
      putIdentityProvider(db, row),
      ...(ends ? [revokeProviderSessions(tenant.id, now)] : []),
      ...(another ? [deleteLinksOf(env, tenant.id)] : []),
    ],
    audit: {
      action: before === undefined ? "identity_provider.connected" : "identity_provider.changed",
      entity: "tenant",
      entityId: tenant.id,
      before: before === undefined ? null : trail(before),
      after: { ...trail(row), ...(clientSecret === undefined ? {} : { clientSecret: "replaced" }) },
    },
  });
  if (ends) await endedSessions(env, tenant.id, now);
  return providerDocument({ tenantId: tenant.id, ...row });
}

/** What the audit log keeps of a provider. */
export function trail({
  name,
  issuer,
  clientId,
  enabled,
}: Pick<IdentityProviderRow, "name" | "issuer" | "clientId" | "enabled">) {
  return { name, issuer, clientId, enabled };
}
