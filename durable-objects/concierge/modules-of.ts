import type { ModuleProgress } from "../../schema/contracts/concierge.ts";
import type { Facts } from "./facts.ts";
import type { Call } from "./ledger/calls.ts";

/**
 * How far every module is: what the account says, and over it what the session knows better: what was left out, what is asked for or worked on
 * right now, and why something did not work that the account kept nothing of.
 */
export function modulesOf(
  { progress, skipped, troubles }: Pick<Facts, "progress" | "skipped" | "troubles">,
  pending: readonly Pick<Call, "module" | "waits" | "tool">[],
): ModuleProgress[] {
  return (progress ?? []).map((module) => {
    if (module.state === "live") return { ...module, reason: null, fix: null };
    if (skipped.includes(module.slug)) return { ...module, state: "skipped" };
    const calls = pending.filter((call) => call.module === module.slug);
    if (calls.some(({ waits, tool }) => !waits && WORKS.has(tool))) return { ...module, state: "working" };
    const trouble = troubles[module.slug];
    if (module.state === "blocked" || trouble !== undefined) {
      return {
        ...module,
        state: "blocked",
        reason: module.reason ?? trouble?.reason ?? null,
        fix: module.fix ?? trouble?.fix ?? null,
      };
    }
    return calls.some(({ waits }) => waits) ? { ...module, state: "asking" } : module;
  });
}

const WORKS: ReadonlySet<string> = new Set([
  "installModule",
  "configureModule",
  "checkModuleStatus",
  "uninstallModule",
]);

/** Modules that count: how many work, how many were not left out, and how many are in trouble. */
export function countModules(modules: readonly ModuleProgress[]): { live: number; total: number; blocked: number } {
  const of = (state: ModuleProgress["state"]): number => modules.filter((module) => module.state === state).length;
  return { live: of("live"), total: modules.length - of("skipped"), blocked: of("blocked") };
}
