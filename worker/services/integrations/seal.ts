import { createVault, VaultError, type VaultPlace } from "../../../durable-objects/kit/vault.ts";
import { manifestOf } from "../../../modules/catalog.ts";
import type { Credentials } from "../../../modules/module.ts";
import { credentialHint } from "../../../schema/manifest/credential-hint.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import type { CredentialRow } from "../../../schema/control-plane/index.ts";
import type { Env } from "../../env.ts";

/** Which integration a value belongs to: what binds the sealed text to its row. */
export interface Owner {
  tenantId: string;
  module: string;
  id: string;
}

/** Seals each value for its row of the control plane. */
export async function sealForControl(
  env: Env,
  owner: Owner,
  values: Credentials,
  now: number,
): Promise<Omit<CredentialRow, "tenantId" | "shared">[]> {
  const vault = createVault(env.VAULT_KEYS);
  const requirements = manifestOf(owner.module)?.requirements;
  return Promise.all(
    Object.entries(values).map(async ([field, value]) => {
      const { sealed, hint: ending } = await vault.seal(value, credentialPlace(owner, field));
      const requirement = requirements?.find(({ name }) => name === field);
      const hint = credentialHint(requirement, value) ?? ending;
      return { integrationId: owner.id, field, sealed, hint, updatedAt: now };
    }),
  );
}

/** Opens the control plane's rows of one integration. For one call's use; never logged, never kept. */
export async function openCredentials(env: Env, owner: Owner, rows: readonly CredentialRow[]): Promise<Credentials> {
  const vault = createVault(env.VAULT_KEYS);
  const opened = await Promise.all(
    rows.map(async ({ field, sealed }) => [field, await vault.open(sealed, credentialPlace(owner, field))] as const),
  );
  return Object.fromEntries(opened);
}

/** As openCredentials, leaving out what does not open, for instance because its master key was removed: it has to be entered anew. */
export async function openReadable(
  env: Env,
  owner: Owner,
  rows: readonly Pick<CredentialRow, "field" | "sealed">[],
): Promise<Credentials> {
  const vault = createVault(env.VAULT_KEYS);
  const opened: Record<string, string> = {};
  await Promise.all(
    rows.map(async ({ field, sealed }) => {
      try {
        opened[field] = await vault.open(sealed, credentialPlace(owner, field));
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
      }
    }),
  );
  return opened;
}

/** What the account's object is given: the secrets as one text sealed anew for it alone, the rest in the open. */
export async function sealForAccount(
  env: Env,
  owner: Owner,
  values: Credentials,
): Promise<{ sealed: string; open: Record<string, string> }> {
  const secret = secretsOf(owner.module);
  const entries = Object.entries(values);
  const secrets = Object.fromEntries(entries.filter(([field]) => secret(field)));
  const { sealed } = await createVault(env.VAULT_KEYS).seal(JSON.stringify(secrets), place(owner, "*", "account"));
  return { sealed, open: Object.fromEntries(entries.filter(([field]) => !secret(field))) };
}

/** Tells which of a module's fields are secret: everything its manifest does not declare to be of an open kind. */
export function secretsOf(module: string): (field: string) => boolean {
  const open = new Set(
    manifestOf(module)?.requirements.flatMap((requirement) => (isSecret(requirement) ? [] : [requirement.name])),
  );
  return (field) => !open.has(field);
}

/** The place a value of the control plane is sealed for. */
export function credentialPlace(owner: Owner, field: string): VaultPlace {
  return place(owner, field, "control");
}

function place({ tenantId, module, id }: Owner, field: string, store: VaultPlace["store"]): VaultPlace {
  return { tenantId, module, integrationId: id, field, store };
}
