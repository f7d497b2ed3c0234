import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { CreateDeployment } from "../../../schema/contracts/deployments.ts";
import { type ErrorItem, TrellisError } from "../../../schema/errors.ts";
import { credentialFaults, faultSentence } from "../../../schema/manifest/credential-faults.ts";
import { normalValue } from "../../../schema/manifest/value-fault.ts";

/**
 * The agency's own credentials for a shared deployment, laid over those there are: of the requirements that may be shared, and complete but for
 * what each client is asked for. An empty value clears an optional one. Throws `invalid` with one item per fault, naming
 * `credentials.<requirement>`.
 */
export function readShared(
  manifest: ModuleManifest,
  { credentials, credentialMode, sandbox }: Pick<CreateDeployment, "credentials" | "credentialMode" | "sandbox">,
  current: Credentials = {},
): Credentials {
  if (credentialMode === "byo" || sandbox) {
    if (Object.keys(credentials).length === 0) return {};
    const message = sandbox
      ? "In test mode the credentials are made for each client: leave them out."
      : "Every client brings its own: leave them out, or share them.";
    throw new TrellisError("invalid", { message, field: "credentials" });
  }
  const shareable = manifest.requirements.filter(({ sharing }) => sharing === "shareable");
  const byName = new Map(shareable.map((requirement) => [requirement.name, requirement]));
  const merged = Object.fromEntries(Object.entries({ ...current, ...credentials }).filter(([, value]) => value !== ""));
  const items = [
    ...Object.keys(credentials)
      .filter((name) => !byName.has(name))
      .map((name) => fault(name, refusal(manifest, name))),
    // Only what the agency can mend here: rules that look at a client's own values are held when those are there.
    ...credentialFaults(shareable, manifest.rules, merged)
      .filter(({ field }) => byName.has(field))
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

function refusal({ name: module, requirements }: ModuleManifest, name: string): string {
  const known = requirements.find((requirement) => requirement.name === name);
  return known === undefined
    ? `${module} has no such field.`
    : `${known.label} is each client's own: they are asked for it.`;
}

function fault(name: string, message: string): ErrorItem {
  return { message, code: "invalid", field: `credentials.${name}` };
}
