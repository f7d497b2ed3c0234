import type { EntryOf } from "../../../schema/concierge/entries.ts";
import type { Facts } from "../facts.ts";

/** A module as cards show it; by its slug alone where the host has not told of it. */
export function aboutModule({ progress }: Pick<Facts, "progress">, slug: string): EntryOf<"form">["module"] {
  const known = progress?.find((module) => module.slug === slug);
  return { slug, name: known?.name ?? slug, icon: known?.icon ?? "module" };
}
