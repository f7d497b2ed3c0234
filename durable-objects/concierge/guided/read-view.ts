import { z } from "zod";
import type { ToolName } from "../../../schema/concierge/tools.ts";
import type { ModuleProgress } from "../../../schema/contracts/concierge.ts";
import { type Call, readCalls } from "../ledger/calls.ts";
import type { Tx } from "../transcript/tx.ts";
import type { GuidedModule, GuidedView } from "./guided-move.ts";

/** What the guided driver decides from, read from what the session holds. */
export function readView(tx: Tx, modules: readonly ModuleProgress[]): GuidedView {
  const calls = readCalls(
    tx,
    "WHERE state <> 'pending' AND (module IS NOT NULL OR tool IN ('listEntitlements', 'createAgent')) ORDER BY number",
  );
  const listed = calls.findLast(({ tool }) => tool === "listEntitlements");
  const greeted = tx.sql.exec(
    "SELECT 1 FROM entries WHERE kind = 'message' AND json_extract(body, '$.from') = 'concierge' LIMIT 1",
  );
  return {
    account: tx.facts.account.name,
    modules: modules.map((progress) => ({ progress, last: lastOf(tx, calls, progress.slug) })),
    greeted: greeted.toArray().length > 0,
    listed: listed !== undefined,
    agent: calls.some(({ tool }) => tool === "createAgent") ? undefined : suggestedAgent(listed),
  };
}

/** Calls that bring a module forward, or were to. */
const MOVES: ReadonlySet<ToolName> = new Set<ToolName>([
  "requestCredentials",
  "installModule",
  "checkModuleStatus",
  "uninstallModule",
  "askPerson",
  "skip",
]);

function lastOf(tx: Tx, calls: readonly Call[], slug: string): GuidedModule["last"] {
  const from = tx.facts.anewFrom[slug] ?? 0;
  const moves = calls.filter(({ module, number, tool }) => module === slug && number > from && MOVES.has(tool));
  const last = moves.at(-1);
  if (last === undefined) return undefined;
  return {
    tool: last.tool,
    ok: last.state === "done",
    faults: last.faults,
    asked:
      last.asked === null
        ? null
        : (tx.find("question", last.asked)?.answer ?? tx.find("form", last.asked)?.state ?? null),
    before: moves.at(-2)?.tool,
  };
}

/** What the host says of agents in its list: how many there are, and one it suggests. */
const Listed = z.object({
  agents: z.object({ have: z.int(), suggestion: z.object({ name: z.string(), systemPrompt: z.string() }) }),
});

function suggestedAgent(listed: Call | undefined): GuidedView["agent"] {
  const agents = Listed.safeParse(listed?.content).data?.agents;
  return agents?.have === 0 ? agents.suggestion : undefined;
}
