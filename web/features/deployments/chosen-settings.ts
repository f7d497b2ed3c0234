import type { Module } from "../../../schema/contracts/modules.ts";

/**
 * A form's settings without those at the module's default, which stay the module's: a later version may choose another. One that was set
 * before (`held`) and is at the default now is cleared.
 */
export function chosenSettings(
  { config }: Pick<Module, "config">,
  values: Readonly<Record<string, unknown>>,
  held: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const properties = (config as { properties?: Record<string, { default?: unknown }> }).properties ?? {};
  const isDefault = (name: string, value: unknown) =>
    JSON.stringify(value) === JSON.stringify(properties[name]?.default);
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (!isDefault(name, value)) return [[name, value]];
      return Object.hasOwn(held, name) ? [[name, null]] : [];
    }),
  );
}
