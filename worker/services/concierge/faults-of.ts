import type { ModuleManifest } from "../../../modules/module.ts";
import type { Health } from "../../../schema/contracts/integrations.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";

/**
 * The fields that a provider's refusal may lie in, in the order they are asked for: those it names; else, by the kind of trouble, those that are
 * secret or those that are not. None where other values would not help. `filled`: only what has a value can be wrong.
 */
export function faultsOf(
  { requirements }: Pick<ModuleManifest, "requirements">,
  { ok, cause, reason = "", fix = "" }: Pick<Health, "ok" | "cause" | "reason" | "fix">,
  filled: (field: string) => boolean,
): string[] {
  if (ok || cause === undefined || !FROM_VALUES.has(cause)) return [];
  const there = requirements.filter(({ name }) => filled(name));
  const said = `${reason} ${fix}`.toLowerCase();
  const named = there.filter(({ label }) => said.includes(label.toLowerCase()));
  const secret = there.filter(isSecret);
  const open = there.filter((requirement) => !isSecret(requirement));
  const [likely, other] = ABOUT_IDS.has(cause) ? [open, secret] : [secret, open];
  const found = [named, likely, other].find(({ length }) => length > 0) ?? [];
  return found.map(({ name }) => name);
}

type Cause = NonNullable<Health["cause"]>;
/** Trouble that other values may mend. */
const FROM_VALUES: ReadonlySet<Cause> = new Set<Cause>([
  "credentials",
  "expired",
  "permission",
  "not_found",
  "configuration",
]);
/** Trouble that lies in what is named rather than in who asks. */
const ABOUT_IDS: ReadonlySet<Cause> = new Set<Cause>(["not_found", "configuration"]);
