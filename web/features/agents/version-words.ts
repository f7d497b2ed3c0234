import type { AgentText, AgentVersion } from "../../../schema/contracts/agents.ts";

const TEXTS: Record<AgentText, string> = {
  name: "name",
  systemPrompt: "what it is told",
  model: "model",
  scope: "where it writes",
};

/** What made a version, in a line: "Changed model and what it is told". */
export function versionWords({ version, changed, restored }: Pick<AgentVersion, "version" | "changed" | "restored">) {
  if (restored !== null) return `Version ${restored} taken up again`;
  if (version === 1) return "Created";
  return `Changed ${LIST.format(changed.map((text) => TEXTS[text]))}`;
}

const LIST = new Intl.ListFormat("en");
