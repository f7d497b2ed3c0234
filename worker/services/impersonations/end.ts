import { type Actor, can } from "../../../schema/actor.ts";
import type { Impersonation } from "../../../schema/contracts/impersonations.ts";
import type { ImpersonationEnd } from "../../../schema/control-plane/index.ts";
import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import {
  endImpersonationRow,
  impersonationById,
  isOpenImpersonation,
  type ListedImpersonation,
} from "../../directory/impersonations.ts";
import type { Env } from "../../env.ts";
import { reaches } from "../../middleware/active-tenant.ts";
import { rememberedImpersonations } from "../../middleware/remembered-impersonations.ts";
import type { Ctx } from "../ctx.ts";
import { impersonationDocument } from "./document.ts";
import { tellImpersonation } from "./tell.ts";

/**
 * Ends an impersonation at every door and socket, from either side: whoever looks, or who manages the people of the account. One that is over
 * stays as it is. Throws `not_found` for one outside the active account and what is below it, `forbidden`.
 */
export async function endImpersonation(ctx: Ctx, id: string): Promise<Impersonation> {
  const found = await impersonationById(ctx.env, id);
  if (found === undefined || !reaches({ tenantId: ctx.tenant.id, type: ctx.tenant.type }, found.tenant))
    throw new TrellisError("not_found");
  const { actor } = await ctx.enter(found.tenantId);
  const looking = actor.kind === "user" && actor.impersonator === undefined && actor.userId === found.impersonatorId;
  if (!looking && !can(actor, "manageUsers")) throw new TrellisError("forbidden");
  if (isOpenImpersonation(found, ctx.now)) {
    const by = actor.kind === "user" ? { id: actor.userId, name: actor.name } : { id: actor.keyId, name: actor.name };
    await endOne(ctx.env, { row: found, actor, by, reason: "ended", now: ctx.now });
  }
  return impersonationDocument((await impersonationById(ctx.env, id)) ?? found, ctx.now);
}

export interface EndOne {
  row: ListedImpersonation;
  actor: Actor;
  by: { id: string; name: string } | null;
  reason: ImpersonationEnd;
  /** ms since the epoch */
  now: number;
}

/** Ends one that goes on, and lets everyone hear of it. Somebody may have been faster: then nothing is left to do. */
export async function endOne(env: Env, { row, actor, by, reason, now }: EndOne): Promise<void> {
  try {
    await new ScopedDb(env, actor).commit({
      writes: [mustChange(endImpersonationRow(env, row.id, { by, reason, now }))],
      audit: {
        action: "impersonation.ended",
        entity: "impersonation",
        entityId: row.id,
        after: { reason, user: { id: row.userId, name: row.userName } },
      },
      otherwise: new TrellisError("not_found"),
    });
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return;
    throw error;
  } finally {
    rememberedImpersonations.clear();
  }
  await tellImpersonation(env, row, "ended");
}
