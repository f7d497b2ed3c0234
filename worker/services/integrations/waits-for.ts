import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { Health } from "../../../schema/contracts/integrations.ts";
import { credentialFaults } from "../../../schema/manifest/credential-faults.ts";

/** Labels of what an integration still has to be given before its provider can be asked; none when all is there. */
export function waitsFor(
  { requirements, rules }: Pick<ModuleManifest, "requirements" | "rules">,
  credentials: Credentials,
): string[] {
  const fields = new Set(credentialFaults(requirements, rules, credentials).map(({ field }) => field));
  return requirements.filter(({ name }) => fields.has(name)).map(({ label }) => label);
}

/** The health of an integration that waits for these. */
export function waiting(labels: readonly string[], now: number): Health {
  return {
    ok: false,
    checkedAt: new Date(now).toISOString(),
    cause: "configuration",
    reason: `Waits for: ${labels.join(", ")}.`,
    fix: "Finish connecting: enter them in the account's own settings of the module.",
  };
}
