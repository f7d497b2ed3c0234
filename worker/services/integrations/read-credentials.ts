import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import { credentialFaults, faultSentence } from "../../../schema/manifest/credential-faults.ts";
import { normalValue } from "../../../schema/manifest/value-fault.ts";
import { type ErrorItem, TrellisError } from "../../../schema/errors.ts";

/**
 * Lays the values given over those there are and holds the whole against the manifest. An empty value clears an optional one. `only`: what the
 * others lack is asked for another time. Throws `invalid` with one item per fault, each naming `credentials.<requirement>`.
 */
export function readCredentials(
  manifest: Pick<ModuleManifest, "name" | "requirements" | "rules">,
  given: Readonly<Record<string, string>>,
  current: Credentials = {},
  only?: ReadonlySet<string>,
): Credentials {
  const byName = new Map(manifest.requirements.map((requirement) => [requirement.name, requirement]));
  const merged = Object.fromEntries(Object.entries({ ...current, ...given }).filter(([, value]) => value !== ""));
  const items = [
    ...Object.keys(given)
      .filter((name) => !byName.has(name))
      .map((name) => fault(name, `${manifest.name} has no such field.`)),
    ...credentialFaults(manifest.requirements, manifest.rules, merged)
      .filter(({ field }) => only === undefined || only.has(field))
      .map((found) => fault(found.field, faultSentence(found, byName.get(found.field)?.label ?? found.field))),
  ];
  if (items.length > 0) throw new TrellisError("invalid", { items });
  return Object.fromEntries(
    Object.entries(merged).map(([name, value]) => {
      const requirement = byName.get(name);
      return [name, requirement === undefined ? value : normalValue(requirement, value)];
    }),
  );
}

function fault(name: string, message: string): ErrorItem {
  return { message, code: "invalid", field: `credentials.${name}` };
}
