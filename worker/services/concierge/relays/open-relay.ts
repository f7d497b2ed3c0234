import { concierge } from "../../../../durable-objects/stubs.ts";
import { can } from "../../../../schema/actor.ts";
import type { ConciergeRelayRow } from "../../../../schema/control-plane/index.ts";
import { isTrellisError, TrellisError } from "../../../../schema/errors.ts";
import { conciergeById } from "../../../db/concierge.ts";
import { relayByHash } from "../../../directory/relays.ts";
import type { Env } from "../../../env.ts";
import type { Ctx } from "../../ctx.ts";
import { hashKey } from "../../keys/hash-key.ts";
import { refuseSuspended } from "../../tenants/refuse-suspended.ts";
import { holderCtx } from "../holder-ctx.ts";

/** What is behind a link: the set-up, and the rights of whoever sent it. */
export interface OpenedRelay {
  relay: ConciergeRelayRow;
  ctx: Ctx;
  session: ReturnType<typeof concierge>;
}

/**
 * Opens a link, as long as whoever sent it may still do what it does. Throws `link_over` alike for one that was never made, was taken back or has
 * run out, whose set-up was stopped, and whose sender lost the right; `suspended`.
 */
export async function openRelay(
  env: Env,
  { token, now, waitUntil }: { token: string; now: number; waitUntil: (work: Promise<unknown>) => void },
): Promise<OpenedRelay> {
  const relay = await relayByHash(env, await hashKey(token));
  if (relay === undefined || relay.revokedAt !== null || relay.expiresAt <= now) throw new TrellisError("link_over");
  const holding = { sessionId: relay.conciergeId, tenantId: relay.tenantId, holderId: relay.createdBy };
  const ctx = await holderCtx(env, holding, waitUntil, now).catch((error: unknown) => {
    throw isTrellisError(error) ? new TrellisError("link_over") : error;
  });
  const row = await conciergeById(ctx.db, relay.conciergeId);
  if (!can(ctx.actor, "manageModules") || row === undefined || row.state === "stopped")
    throw new TrellisError("link_over");
  refuseSuspended(ctx.tenant, now);
  return { relay, ctx, session: concierge(env, relay.conciergeId) };
}
