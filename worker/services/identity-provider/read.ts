import type { IdentityProvider, IdentityProviderState } from "../../../schema/contracts/identity-provider.ts";
import type { IdentityProviderRow } from "../../../schema/control-plane/index.ts";
import { identityProvider } from "../../db/identity-providers.ts";
import { countLinks } from "../../directory/provider-links.ts";
import type { Ctx } from "../ctx.ts";
import { BUILT_IN_CLIENT, builtInIssuer, redirectUriOf } from "../sandbox/oidc/built-in.ts";

/** The active agency's own provider, and what it takes to connect one. */
export async function readIdentityProvider({ db, env, origin, tenant }: Ctx): Promise<IdentityProviderState> {
  const [row, people] = await Promise.all([identityProvider(db), countLinks(env, tenant.id)]);
  const issuer = builtInIssuer(env, origin);
  return {
    doc: row === undefined ? null : providerDocument(row),
    redirectUri: redirectUriOf(origin, tenant.id),
    people,
    builtIn: issuer === undefined ? null : { issuer, ...BUILT_IN_CLIENT },
  };
}

/** Of the secret only the hint. */
export function providerDocument(row: IdentityProviderRow): IdentityProvider {
  const { name, issuer, clientId, hint, enabled, updatedAt } = row;
  return { name, issuer, clientId, secretHint: hint, enabled, updatedAt: new Date(updatedAt).toISOString() };
}
