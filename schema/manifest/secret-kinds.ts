import type { Requirement, RequirementKind } from "./requirement.ts";

/** Kinds whose value is sealed, and shown to nobody again but for a hint. */
const SECRET_KINDS: ReadonlySet<RequirementKind> = new Set(["secret", "json-key-file", "oauth"]);

/** Whether a value of this requirement is a secret. */
export function isSecret({ kind }: Pick<Requirement, "kind">): boolean {
  return SECRET_KINDS.has(kind);
}
