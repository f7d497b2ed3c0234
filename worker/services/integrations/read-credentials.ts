import type { Credentials, ModuleManifest, RequirementSpec } from "../../../modules/module.ts";
import { type ErrorItem, TrellisError } from "../../../schema/errors.ts";

/**
 * Lays the values given over those there are and holds the whole against the manifest. An empty value clears an optional one. Throws
 * `invalid` with one item per fault, each naming `credentials.<requirement>`.
 */
export function readCredentials(
  manifest: ModuleManifest,
  given: Readonly<Record<string, string>>,
  current: Credentials = {},
): Credentials {
  const merged: Record<string, string> = Object.fromEntries(
    Object.entries({ ...current, ...given }).filter(([, value]) => value !== ""),
  );
  const known = new Set(manifest.requirements.map(({ name }) => name));
  const unknown = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => fault(name, `${manifest.name} has no such field.`));
  const faults = manifest.requirements.flatMap((requirement) => faultOf(requirement, merged[requirement.name]));
  if (unknown.length + faults.length > 0) throw new TrellisError("invalid", { items: [...unknown, ...faults] });
  return merged;
}

function faultOf({ name, label, required, pattern }: RequirementSpec, value: string | undefined): ErrorItem[] {
  if (value === undefined) return required ? [fault(name, `${label} is required.`)] : [];
  if (pattern && !new RegExp(pattern.source, "u").test(value)) return [fault(name, `${label} ${pattern.message}.`)];
  return [];
}

function fault(name: string, message: string): ErrorItem {
  return { message, code: "invalid", field: `credentials.${name}` };
}
