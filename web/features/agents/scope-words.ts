import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { AgentScope } from "../../../schema/contracts/agents.ts";

/** Where an agent writes by itself being chosen: "Everywhere", "WhatsApp, tagged vip or press". */
export function scopeWords({ channels, tags }: AgentScope): string {
  const where = channels.map((channel) => CHANNEL_RULES[channel].name).join(" and ");
  if (tags.length === 0) return where === "" ? "Everywhere" : where;
  return `${where === "" ? "Contacts" : `${where}, contacts`} tagged ${tags.join(" or ")}`;
}
