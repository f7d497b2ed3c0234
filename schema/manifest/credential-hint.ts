import type { Requirement } from "./requirement.ts";

const HINT_MAX_CHARACTERS = 120;

/** What people may see of a key file: its named member. Undefined for every other kind, whose hint is the vault's. */
export function credentialHint(requirement: Requirement | undefined, value: string): string | undefined {
  if (requirement?.kind !== "json-key-file") return undefined;
  const file = JSON.parse(value) as Record<string, unknown>;
  return String(file[requirement.hintMember]).slice(0, HINT_MAX_CHARACTERS);
}
