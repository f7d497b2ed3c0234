import { agency } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import type { RebuildRollUps, Rebuilding } from "../../../schema/contracts/accounts.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { listingsWaiting, noteListingsBelow, noteListingsOf } from "../../directory/listing-notes.ts";
import { descendants, tenantRow } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { tellListings } from "./tell-listings.ts";

const AGENCIES_AT_ONCE = 100;

/**
 * Begins to fill roll-ups anew, one agency's or every agency's and the platform's: they trust nothing of what they hold, and every account that
 * is below, or that they hold, is told to them again, with its figures from the account itself. Rows stay until then. Goes on after the
 * answer, and in the sweep. For the platform alone. Throws `not_found`.
 */
export async function rebuildRollUps(ctx: Ctx, { agency: agencyId }: RebuildRollUps): Promise<Rebuilding> {
  const only = agencyId === undefined ? undefined : await tenantRow(ctx.env, agencyId);
  if (agencyId !== undefined && (only?.type !== "agency" || only.deletedAt !== null))
    throw new TrellisError("not_found");
  await ctx.db.commit({
    writes: [],
    audit: { action: "roll_up.rebuilt", entity: "tenant", entityId: agencyId ?? ctx.tenant.id },
  });
  if (only !== undefined) await begin(ctx.env, only, ctx.now);
  else {
    await begin(ctx.env, ctx.tenant, ctx.now);
    for (let page = 1; ; page += 1) {
      const query = { type: "agency", limit: AGENCIES_AT_ONCE, page } as const;
      const { rows } = await descendants(ctx.env, ctx.tenant, query);
      for (const row of rows) await begin(ctx.env, row, ctx.now);
      if (rows.length < AGENCIES_AT_ONCE) break;
    }
  }
  ctx.waitUntil(tellListings(ctx.env, ctx.now));
  return rebuilding(ctx);
}

/** How much a rebuild, or anything else, has yet to tell. */
export async function rebuilding({ env }: Ctx): Promise<Rebuilding> {
  return { waiting: await listingsWaiting(env) };
}

async function begin(env: Env, over: { id: string; type: string }, now: number): Promise<void> {
  const actor: SystemActor = { kind: "system", tenantId: over.id, via: "control-plane" };
  const rollUp = agency(env, over.id);
  const machinery = new ScopedDb(env, actor);
  // Noted first: a process that dies in between leaves more to be told, never less.
  await machinery.bookkeep([noteListingsBelow(over, now)]);
  for (let ids = await rollUp.heldIds(actor, { after: "" }); ids.length > 0;) {
    await machinery.bookkeep([noteListingsOf(over.id, ids, now)]);
    ids = await rollUp.heldIds(actor, { after: ids.at(-1) ?? "" });
  }
  await rollUp.beginRebuild(actor);
}
