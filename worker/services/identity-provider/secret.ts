import { createVault, type VaultPlace } from "../../../durable-objects/kit/vault.ts";
import type { Env } from "../../env.ts";

/** Seals a client secret for its agency's row. */
export function sealClientSecret(
  env: Env,
  tenantId: string,
  secret: string,
): Promise<{ sealed: string; hint: string }> {
  return createVault(env.VAULT_KEYS).seal(secret, clientSecretPlace(tenantId));
}

/** Opens an agency's client secret, for one exchange. */
export function openClientSecret(env: Env, row: { tenantId: string; sealed: string }): Promise<string> {
  return createVault(env.VAULT_KEYS).open(row.sealed, clientSecretPlace(row.tenantId));
}

/** The place it is sealed for. */
export function clientSecretPlace(tenantId: string): VaultPlace {
  return { tenantId, module: "sign-in", integrationId: tenantId, field: "clientSecret", store: "control" };
}
