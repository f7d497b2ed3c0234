import type { ProviderOffer } from "../../../schema/contracts/identity-provider.ts";
import type { IdentityProviderRow, TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { identityProvider } from "../../db/identity-providers.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { tenantById, tenantBySlug } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";

/** An agency whose people sign in by its own provider, and the provider. */
export interface Offered {
  agency: Pick<TenantRow, "id" | "slug" | "name">;
  provider: IdentityProviderRow;
}

/** The provider of the agency with this address. Throws `not_found` alike where there is no such agency and where it has none. */
export async function offeredBySlug(env: Env, slug: string): Promise<Offered> {
  return offeredOf(env, await tenantBySlug(env, slug));
}

/** The provider of an agency by its id. Throws `not_found`. */
export async function offeredById(env: Env, id: string): Promise<Offered> {
  return offeredOf(env, await tenantById(env, id));
}

/** What the sign-in page shows of it. */
export function offerDocument({ agency, provider }: Offered): ProviderOffer {
  return { agency: agency.slug, name: provider.name };
}

async function offeredOf(env: Env, tenant: TenantRow | undefined): Promise<Offered> {
  const agency = tenant?.type === "agency" ? tenant : undefined;
  const provider =
    agency === undefined
      ? undefined
      : await identityProvider(new ScopedDb(env, { kind: "anonymous", tenantId: agency.id }));
  if (agency === undefined || !provider?.enabled)
    throw new TrellisError("not_found", { message: "No agency with this address has a sign-in of its own." });
  return { agency, provider };
}
