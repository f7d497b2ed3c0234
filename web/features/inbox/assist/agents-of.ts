import type { Agent } from "../../../../schema/contracts/agents.ts";
import { listAgents } from "../../../rest/agents.ts";
import { createKeptRead, type KeptRead } from "../../../stores/kept-read.ts";

const kept = new WeakMap<object, KeptRead<Agent[]>>();

/** The account's agents as this inbox knows them. `refetch` reads them; without an answer the account chooses one by itself. */
export function agentsOf(inbox: { tenant: string }): KeptRead<Agent[]> {
  const known = kept.get(inbox) ?? createKeptRead(async () => (await listAgents(inbox.tenant)).docs);
  kept.set(inbox, known);
  return known;
}
