import type { HostResult } from "../../../../schema/concierge/host.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import { agentsOf } from "../../../db/agents.ts";
import type { Scene } from "../scene.ts";
import { readAccount, standOf } from "../stand.ts";
import { suggestedAgent } from "../suggested-agent.ts";

/** What there is to set up, in order, and how each stands; and what else there would be. */
export async function listEntitlements({ ctx, session }: Scene): Promise<HostResult> {
  requireCapability(ctx.actor, "viewSettings");
  const [account, agents] = await Promise.all([readAccount(ctx), agentsOf(ctx.db)]);
  const modules = standOf(account, session).map(({ slug, name, summary, state, reason, fix, provides = [] }) => ({
    slug,
    name,
    summary,
    state,
    reason,
    fix,
    provides,
  }));
  const others = account.offers
    .filter((offer) => account.entitlement(offer) === "upsell")
    .map(({ manifest, price }) => ({ slug: manifest.slug, name: manifest.name, summary: manifest.summary, price }));
  const live = modules.filter(({ state }) => state === "live").length;
  return {
    ok: true,
    outcome: `${live} of ${modules.length} live.`,
    content: {
      account: ctx.tenant.name,
      modules,
      notInThePlan: others,
      agents: { have: agents.length, suggestion: suggestedAgent(ctx.tenant) },
    },
  };
}
