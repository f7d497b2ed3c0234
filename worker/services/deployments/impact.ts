import { agency } from "../../../durable-objects/stubs.ts";
import { requireCapability, type SystemActor } from "../../../schema/actor.ts";
import type { DeploymentImpact } from "../../../schema/contracts/deployments.ts";
import { sharedCredentialsOf } from "../../db/deployments.ts";
import { targetLines } from "../../directory/deployment-accounts.ts";
import type { Ctx } from "../ctx.ts";
import { findDeployment, manifestOfDeployment } from "./find.ts";
import { HOLDING } from "./update.ts";

/** Accounts that are counted, and of those how many are named. */
const COUNTED_MAX = 10_000;
const NAMED_MAX = 100;
/** Accounts a roll-up is asked for at once. */
const ASKED_AT_ONCE = 60;

/** What leans on the credentials that a deployment shares: who would stop working if they did. Throws `forbidden`, `not_found`. */
export async function deploymentImpact(ctx: Ctx, id: string): Promise<DeploymentImpact> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  const manifest = manifestOfDeployment(row);
  const holding: readonly string[] = HOLDING;
  const [lines, shared] = await Promise.all([
    targetLines(ctx.env, ctx.tenant.id, { deploymentId: id, limit: COUNTED_MAX, offset: 0 }),
    sharedCredentialsOf(ctx.db, id),
  ]);
  const dependants = lines.filter(({ state, integrationId }) => holding.includes(state) && integrationId !== null);
  return {
    clients: dependants.length,
    unread: await unreadIn(
      ctx,
      dependants.map(({ accountId }) => accountId),
    ),
    fields: shared.map(({ field, hint, updatedAt }) => ({
      field,
      label: manifest.requirements.find(({ name }) => name === field)?.label ?? field,
      hint,
      updatedAt: new Date(updatedAt).toISOString(),
    })),
    docs: dependants
      .slice(0, NAMED_MAX)
      .map(({ accountId, name, state }) => ({ account: { id: accountId, name }, state })),
  };
}

async function unreadIn(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const actor: SystemActor = { kind: "system", tenantId: ctx.tenant.id, via: "deployment" };
  let unread = 0;
  for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
    const badges = await agency(ctx.env, ctx.tenant.id).accountBadges(actor, {
      ids: ids.slice(from, from + ASKED_AT_ONCE),
    });
    unread += badges.reduce((sum, badge) => sum + badge.unread, 0);
  }
  return unread;
}
