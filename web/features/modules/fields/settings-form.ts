import { createMemo } from "solid-js";
import type { Module } from "../../../../schema/contracts/modules.ts";
import { configFields, configValue } from "../../../../schema/manifest/config-fields.ts";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";
import { createCredentialForm, type CredentialForm } from "./credential-form.ts";

/** A form over a module's settings, drawn from their JSON Schema. `set` is what stands now. */
export function createSettingsForm(
  module: () => Module,
  set: () => Readonly<Record<string, unknown>> = () => ({}),
): { form: CredentialForm; requirements: () => Requirement[]; config: () => Record<string, unknown> } {
  const fields = createMemo(() => configFields(module().config));
  const requirements = createMemo(() => fields().map(({ requirement }) => requirement));
  const initial = () =>
    Object.fromEntries(
      fields().map(({ requirement: { name }, initial: otherwise }) => {
        const value = set()[name];
        return [name, value === undefined || value === null ? otherwise : String(value)];
      }),
    );
  const form = createCredentialForm(requirements, { initial, at: () => "config" });
  // Null clears what stands; what never stood is left out.
  const config = () =>
    Object.fromEntries(
      requirements().flatMap((requirement) => {
        const value = configValue(requirement, form.valueOf(requirement.name).trim());
        if (value !== undefined) return [[requirement.name, value]];
        return set()[requirement.name] === undefined ? [] : [[requirement.name, null]];
      }),
    );
  return { form, requirements, config };
}
