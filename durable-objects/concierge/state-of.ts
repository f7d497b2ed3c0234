import type { NotedState } from "../../schema/concierge/host.ts";
import type { Activity } from "../../schema/concierge/words.ts";
import { SESSION_CAPS } from "../../schema/concierge/words.ts";
import type { ConciergeState } from "../../schema/contracts/concierge.ts";
import { pendingCalls } from "./ledger/calls.ts";
import { countModules, modulesOf } from "./modules-of.ts";
import { isWorking } from "./steps/next-step.ts";
import type { Tx } from "./transcript/tx.ts";

/** The session as lists and sockets tell it. */
export function stateOf(tx: Tx): ConciergeState {
  const { facts } = tx;
  const { usage } = facts;
  const modules = modulesOf(facts, pendingCalls(tx));
  const { live, total } = countModules(modules);
  return {
    id: facts.id,
    account: facts.account,
    state: facts.state,
    activity: activityOf(tx),
    stopped: facts.stopped,
    driver: facts.driver,
    driverReason: facts.driverReason,
    occasion: facts.occasion,
    startedBy: facts.startedBy,
    holder: facts.holder,
    // Until the account has been asked, only how many there are is known.
    progress: { live, total: facts.progress === null ? facts.modules.length : total, modules },
    usage: {
      turns: usage.turns,
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      cost: dollars(usage.micros),
      paidBy: facts.payer,
      ...(facts.sandboxModel ? { sandbox: true } : {}),
      caps: { turns: SESSION_CAPS.turns, tokens: SESSION_CAPS.tokens, cost: dollars(SESSION_CAPS.micros) },
    },
    fleet: facts.fleet,
    createdAt: new Date(facts.createdAt).toISOString(),
    updatedAt: new Date(facts.updatedAt).toISOString(),
  };
}

/** What the control plane is told of it. A fleet is listed by what its sessions have told: only theirs say more than counts. */
export function notedOf({ state, activity, fleet, progress }: ConciergeState): NotedState {
  const { live, blocked } = countModules(progress.modules);
  const counts = { state, live, total: progress.total, blocked };
  if (fleet === null) return counts;
  const modules = progress.modules.map(({ slug, state: at, reason, fix }) => ({ slug, state: at, reason, fix }));
  return { ...counts, waits: activity !== "working", modules };
}

function activityOf(tx: Tx): Activity {
  if (tx.facts.paused) return "paused";
  return isWorking(tx) ? "working" : "waiting";
}

function dollars(micros: number): ConciergeState["usage"]["cost"] {
  return { micros, currency: "USD" };
}
