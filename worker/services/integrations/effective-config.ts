import type { ModuleManifest } from "../../../modules/module.ts";
import type { ConfigOrigin, Deployed } from "../../../schema/deployments.ts";
import { readConfig } from "./read-config.ts";

/** What is set for an integration, and by whom. */
export interface ConfigLayers {
  /** The account's own values. */
  ownConfig: Readonly<Record<string, unknown>>;
  /** The deployment that looks after it. */
  deployed: Pick<Deployed, "config" | "allowCustomize"> | null;
}

/**
 * The settings that hold: the account's own where it may have any, over the agency's, over the module's defaults. Throws `invalid` with one
 * item per fault, naming `config.<path>`.
 */
export function effectiveConfig(
  manifest: ModuleManifest,
  { ownConfig, deployed }: ConfigLayers,
): Record<string, unknown> {
  if (deployed === null) return readConfig(manifest, ownConfig);
  return readConfig(manifest, { ...deployed.config, ...(deployed.allowCustomize ? ownConfig : {}) });
}

/** Where the value of each of these settings comes from. */
export function configOrigins(
  settings: readonly string[],
  { ownConfig, deployed }: ConfigLayers,
): Record<string, ConfigOrigin> {
  return Object.fromEntries(settings.map((setting) => [setting, originOf(setting, { ownConfig, deployed })]));
}

function originOf(setting: string, { ownConfig, deployed }: ConfigLayers): ConfigOrigin {
  const isHeard = deployed === null || deployed.allowCustomize;
  if (isHeard && Object.hasOwn(ownConfig, setting)) return "own";
  return deployed !== null && Object.hasOwn(deployed.config, setting) ? "agency" : "module";
}
