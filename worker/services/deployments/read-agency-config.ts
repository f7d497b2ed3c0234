import type { ModuleManifest } from "../../../modules/module.ts";
import { readConfig } from "../integrations/read-config.ts";

/** The agency's own values as the module's schema reads them, without the defaults it leaves to the module. Throws `invalid`, naming `config.<path>`. */
export function readAgencyConfig(
  manifest: ModuleManifest,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
  const read = readConfig(manifest, kept);
  return Object.fromEntries(Object.keys(kept).map((setting) => [setting, read[setting]]));
}
