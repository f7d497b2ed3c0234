import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";
import { checkWithProvider } from "../integrations/check.ts";
import { waitsFor } from "../integrations/waits-for.ts";

/**
 * Asks the provider about credentials that are shared, once, before a thousand clients are given them. What only works together with a client's
 * own value cannot be asked about here. Throws `invalid` with the provider's reason, naming the fields given.
 */
export async function checkShared(
  env: Env,
  manifest: ModuleManifest,
  { id, credentials, given, now }: { id: string; credentials: Credentials; given: readonly string[]; now: number },
): Promise<void> {
  if (Object.keys(credentials).length === 0 || waitsFor(manifest, credentials).length > 0) return;
  const { health } = await checkWithProvider(env, manifest, { id, sandbox: false, credentials, now });
  if (health.ok) return;
  const message = `${health.reason ?? "The provider refused these credentials."} ${health.fix ?? ""}`.trim();
  const fields = given.length === 0 ? ["credentials"] : given.map((field) => `credentials.${field}`);
  throw new TrellisError("invalid", { items: fields.map((field) => ({ message, code: "invalid", field })) });
}
