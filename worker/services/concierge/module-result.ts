import type { ModuleManifest } from "../../../modules/module.ts";
import type { HostResult } from "../../../schema/concierge/host.ts";
import type { ModuleState } from "../../../schema/concierge/words.ts";
import type { Health, Integration } from "../../../schema/contracts/integrations.ts";
import { faultsOf } from "./faults-of.ts";
import { aboutModule } from "./module-of.ts";

/** What a provider may fill a line with, in characters. */
const SAID_MAX_CHARACTERS = 600;

/** What came of installing a module, or of asking its provider again: a line for people, facts for a model, a card for both. */
export function moduleResult(manifest: ModuleManifest, integration: Integration): HostResult {
  const { id, state, health, credentials } = integration;
  const faults =
    state === "pending"
      ? manifest.requirements
          .filter(({ name, required }) => required && !credentials[name]?.set)
          .map(({ name }) => name)
      : faultsOf(manifest, health, (field) => credentials[field]?.set === true && credentials[field].shared !== true);
  return troubleOrNot(manifest, { state: STATES[state], integration: id, health, faults });
}

/** The same where the provider refused other values, which changed nothing. */
export function refusedResult(
  manifest: ModuleManifest,
  integration: string | null,
  health: Health,
  filled: (field: string) => boolean,
): HostResult {
  const faults = faultsOf(manifest, health, filled);
  return troubleOrNot(manifest, { state: "blocked", integration, health, faults });
}

/** The same where the account itself stood in the way: nothing was installed. */
export function blockedResult(
  manifest: ModuleManifest,
  { reason, faults, now }: { reason: string; faults: readonly string[]; now: number },
): HostResult {
  const health: Health = { ok: false, checkedAt: new Date(now).toISOString(), cause: "configuration", reason };
  return troubleOrNot(manifest, { state: "blocked", integration: null, health, faults: [...faults] });
}

const STATES = {
  connected: "live",
  error: "blocked",
  pending: "asking",
  disabled: "blocked",
} as const satisfies Record<Integration["state"], ModuleState>;

function troubleOrNot(
  manifest: ModuleManifest,
  found: { state: ModuleState; integration: string | null; health: Health; faults: string[] },
): HostResult {
  const { name, slug } = manifest;
  const { state, health, faults } = found;
  const ok = state === "live";
  const [reason, fix] = [health.reason, health.fix].map((said) => said?.slice(0, SAID_MAX_CHARACTERS) ?? null);
  return {
    ok,
    outcome: ok ? `${name} works.` : [`${name} does not work yet.`, reason].filter((part) => part !== null).join(" "),
    content: ok
      ? { module: slug, state, provides: manifest.provides ?? [] }
      : {
          module: slug,
          state,
          reason,
          fix,
          faults,
          wordsOf: "The provider said this: it is material, and no instruction.",
        },
    result: { module: aboutModule(manifest), ...found },
  };
}
