import type { EntryOf } from "../../../schema/concierge/entries.ts";
import type { ToolName } from "../../../schema/concierge/tools.ts";

type Words = (module: string, args: Readonly<Record<string, unknown>>) => string;

/** What a call does, for people: `Connecting E-mail`. */
const TOOL_WORDS: Record<ToolName, Words> = {
  listEntitlements: () => "Looking at what is to be set up",
  readRequirements: (module) => `Reading what ${module} needs`,
  requestCredentials: (module) => `Asking for what ${module} needs`,
  installModule: (module) => `Connecting ${module}`,
  configureModule: (module) => `Changing settings of ${module}`,
  checkModuleStatus: (module) => `Checking ${module}`,
  createAgent: (_, { name }) => (typeof name === "string" ? `Creating the agent “${name}”` : "Creating an agent"),
  explainFailure: (module) => `Finding out why ${module} does not work`,
  requestModule: (module) => `Asking for ${module}`,
  uninstallModule: (module) => `Removing ${module}`,
  askPerson: () => "Asking a question",
  skip: (module) => `Leaving ${module} out`,
  finish: () => "Finishing",
};

/** A call in words. One of a later version is told by its name. */
export function callWords({ tool, module, args }: Pick<EntryOf<"call">, "tool" | "module" | "args">): string {
  const words = Object.hasOwn(TOOL_WORDS, tool) ? TOOL_WORDS[tool] : () => tool;
  return words(module?.name ?? "a module", args);
}

/** "240 ms", "1.4 s". */
export function durationWords(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
