import { Secret, TOTP } from "otpauth";
import { createVault, type VaultPlace } from "../../../durable-objects/kit/vault.ts";
import type { Env } from "../../env.ts";

const ISSUER = "Trellis";
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
export const STEP_MS = 30_000;
/** Codes of the step before and after are taken, for clocks that differ. RFC 6238, 5.2. */
const WINDOW = 1;

/** A new secret of a person's authenticator: what is stored of it, and what they are shown once. */
export async function newSecret(
  env: Env,
  { userId, email }: { userId: string; email: string },
): Promise<{ sealed: string; secret: string; uri: string }> {
  const totp = new TOTP({ issuer: ISSUER, label: email, secret: new Secret({ size: SECRET_BYTES }) });
  const { sealed } = await createVault(env.VAULT_KEYS).seal(totp.secret.base32, authenticatorPlace(userId));
  return { sealed, secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step for which a six-digit code is right at `now` (ms), or undefined. */
export async function stepOf(
  env: Env,
  { userId, sealed }: { userId: string; sealed: string },
  code: string,
  now: number,
): Promise<number | undefined> {
  const secret = Secret.fromBase32(await createVault(env.VAULT_KEYS).open(sealed, authenticatorPlace(userId)));
  const delta = new TOTP({ secret }).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / STEP_MS) + delta;
}

/** The place it is sealed for: a person's secret is no account's, so they stand in the tenant's place. */
export function authenticatorPlace(userId: string): VaultPlace {
  return {
    tenantId: userId,
    module: "sign-in",
    integrationId: userId,
    field: "authenticator",
    store: "control",
  };
}
