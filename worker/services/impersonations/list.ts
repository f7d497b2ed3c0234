import { requireCapability } from "../../../schema/actor.ts";
import type { Impersonation, ListImpersonations } from "../../../schema/contracts/impersonations.ts";
import { impersonationsOf } from "../../directory/impersonations.ts";
import type { Ctx } from "../ctx.ts";
import { impersonationDocument } from "./document.ts";

/** Who looked at the account through whose eyes and why, newest first; of an agency also in its clients' accounts, of the platform everywhere. */
export async function listImpersonations(
  ctx: Ctx,
  { open, limit, before, beforeId }: ListImpersonations,
): Promise<Impersonation[]> {
  requireCapability(ctx.actor, "viewAudit");
  const rows = await impersonationsOf(ctx.env, ctx.tenant, {
    open: open === undefined ? undefined : open === "true",
    before: before === undefined ? undefined : { startedAt: Date.parse(before), id: beforeId ?? "" },
    limit,
    now: ctx.now,
  });
  return rows.map((row) => impersonationDocument(row, ctx.now));
}
