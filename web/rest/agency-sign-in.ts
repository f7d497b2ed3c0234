import type {
  IdentityProvider,
  IdentityProviderState,
  PutIdentityProvider,
} from "../../schema/contracts/identity-provider.ts";
import type { SecondFactorRequirement } from "../../schema/contracts/second-factor.ts";
import { request } from "./client.ts";

export function getSecondFactorRequirement(tenant: string, signal?: AbortSignal): Promise<SecondFactorRequirement> {
  return request("/second-factor-requirement", { tenant, signal });
}

/** Asks everyone of an agency and its clients for more than a password, or no longer. */
export async function decideSecondFactorRequirement(
  tenant: string,
  required: boolean,
): Promise<SecondFactorRequirement> {
  const { doc } = await request<{ doc: SecondFactorRequirement }>("/second-factor-requirement", {
    method: "PUT",
    body: { required },
    tenant,
  });
  return doc;
}

export function getIdentityProvider(tenant: string, signal?: AbortSignal): Promise<IdentityProviderState> {
  return request("/identity-provider", { tenant, signal });
}

/** Connects an agency's own provider, or changes it. */
export function putIdentityProvider(tenant: string, body: PutIdentityProvider): Promise<{ doc: IdentityProvider }> {
  return request("/identity-provider", { method: "PUT", body, tenant });
}

/** The sessions it opened end. */
export function removeIdentityProvider(tenant: string): Promise<void> {
  return request("/identity-provider", { method: "DELETE", tenant });
}
