import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";

/** The modules one may choose from, and those that need nothing any more. */
export function splitModules(
  modules: readonly Module[],
  integrations: readonly Pick<Integration, "module" | "state">[],
): { open: Module[]; live: Module[] } {
  const states = new Map(integrations.map(({ module, state }) => [module, state]));
  const entitled = modules.filter(({ entitlement }) => entitlement === "entitled");
  const isLive = ({ slug }: Module) => states.get(slug) === "connected";
  return { open: entitled.filter((module) => !isLive(module)), live: modules.filter(isLive) };
}

/** What is chosen after a box was ticked or cleared: a module brings what it needs along, and goes with what it needs. */
export function toggled(chosen: ReadonlySet<string>, open: readonly Module[], slug: string): Set<string> {
  const takes = !chosen.has(slug);
  const reached = new Set([slug]);
  const leadsTo = takes
    ? (from: string) => open.find((module) => module.slug === from)?.dependencies.map((needed) => needed.slug) ?? []
    : (from: string) =>
        open.filter(({ dependencies }) => dependencies.some((needed) => needed.slug === from)).map((one) => one.slug);
  for (const at of reached) for (const next of leadsTo(at)) reached.add(next);
  return new Set(open.map((module) => module.slug).filter((one) => (reached.has(one) ? takes : chosen.has(one))));
}

/** How many values have to be given. */
export function asksFor({ requirements }: Pick<Module, "requirements">): number {
  return requirements.filter(({ required }) => required).length;
}

/** "asks for 2 things". */
export function asksWords(count: number): string {
  if (count === 0) return "asks for nothing";
  return count === 1 ? "asks for 1 thing" : `asks for ${count} things`;
}
