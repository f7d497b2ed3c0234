import { z } from "zod";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { AuditRow } from "../../../schema/contracts/audit.ts";
import { Id, Timestamp } from "../../../schema/contracts/common.ts";
import { auditRows, type ControlAuditRow } from "../../db/audit.ts";
import type { Ctx } from "../ctx.ts";

/** A page of the audit log: `before` and `beforeId` are `at` and `id` of the last row already seen. */
export const ListAudit = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: Timestamp.optional(),
  beforeId: Id.optional(),
});
export type ListAudit = z.infer<typeof ListAudit>;

/**
 * What was done on this tenant, newest first: the control plane's rows merged with those in the account's own object, each kept where the
 * write they speak of lives. Throws `forbidden`.
 */
export async function listAudit(ctx: Ctx, { limit, before, beforeId }: ListAudit): Promise<AuditRow[]> {
  requireCapability(ctx.actor, "viewAudit");
  const seen = before === undefined ? undefined : { at: Date.parse(before), id: beforeId ?? "" };
  const [control, account] = await Promise.all([
    auditRows(ctx.db, { limit, before: seen }),
    ctx.tenant.type === "subaccount"
      ? subAccount(ctx.env, ctx.tenant.id).listAudit(ctx.actor, { limit, before: seen })
      : [],
  ]);
  return [...control.map(auditDocument), ...account].toSorted(newestFirst).slice(0, limit);
}

function auditDocument({
  at,
  actorType,
  actorId,
  actorName,
  tenantId: _known,
  before,
  after,
  ...row
}: ControlAuditRow): AuditRow {
  return {
    ...row,
    at: new Date(at).toISOString(),
    actor: { type: actorType, id: actorId, name: actorName },
    before: before ?? null,
    after: after ?? null,
    store: "control",
  };
}

function newestFirst(a: AuditRow, b: AuditRow): number {
  return a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;
}
