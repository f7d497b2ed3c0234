import { concierge } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { ConciergeState, ListConcierge } from "../../../schema/contracts/concierge.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { conciergesOf, countConcierges } from "../../db/concierge.ts";
import type { Ctx } from "../ctx.ts";

const AT_ONCE = 6;

/** A page of the account's sessions, newest first, each as its object tells it. Throws `forbidden`. */
export async function listConcierges(ctx: Ctx, { state, limit, page }: ListConcierge): Promise<Page<ConciergeState>> {
  requireCapability(ctx.actor, "viewSettings");
  const [rows, total] = await Promise.all([
    conciergesOf(ctx.db, { state, limit, offset: (page - 1) * limit }),
    countConcierges(ctx.db, state),
  ]);
  const docs: ConciergeState[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE)
    docs.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map(({ id }) => stateOf(ctx, id)))).flat());
  return pageFrom(docs, total, { limit, page });
}

/** One that a crash kept from beginning has nothing to tell yet. */
async function stateOf({ actor, env }: Ctx, id: string): Promise<ConciergeState[]> {
  try {
    return [await concierge(env, id).readState(actor)];
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return [];
    throw error;
  }
}
