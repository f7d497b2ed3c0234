import type { Tenant } from "../../../../schema/contracts/tenants.ts";
import type { TenantRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { type AuditEntry, mustChange, type Statement } from "../../../db/scoped.ts";
import { noteStanding, noteStandingsBelow } from "../../../directory/integration-outbox.ts";
import { changeTenantLife, raiseStandingsBelow } from "../../../directory/tenants.ts";
import type { Ctx } from "../../ctx.ts";
import { tenantDocument } from "../document.ts";
import { childOf, logOf } from "./child.ts";
import { type LifeAct, lifeChange } from "./life-cycle.ts";
import { tellLater } from "./tell-later.ts";

/**
 * Suspends, resumes, cancels, reinstates, deletes or restores an account below the active one. One batch: the change, guarded by the version it
 * was read at; the notes that its object, or those of all an agency's clients, have to hear of it; a row in its own audit log and in its
 * parent's. Then tells them. Answers the account as it is then. Throws `not_found`, `conflict` (the act does not fit, an agency that still
 * has clients, or somebody changed it meanwhile).
 */
export async function changeLife(
  over: Ctx,
  id: string,
  act: Exclude<LifeAct, "move" | "purge">,
  reason: string | null = null,
): Promise<Tenant> {
  const read = await childOf(over, id);
  const change = lifeChange(act, read, { now: over.now, reason });
  // Strictly later, so that two changes within a millisecond are told apart.
  const set = { ...change, updatedAt: Math.max(over.now, read.updatedAt + 1) };
  const audit = entryOf(act, read, set);
  await over.db.commit({
    writes: [mustChange(changeTenantLife(read, set)), ...notesOf(read, over.now)],
    audit,
    also: [{ db: logOf(over, id), audit }],
    otherwise: changedMeanwhile(act, read),
  });
  await tellLater(over, read);
  return tenantDocument({ ...read, ...set });
}

/** What has to hear of it: the account's own object, or those of every client below an agency. */
export function notesOf({ id, type }: Pick<TenantRow, "id" | "type">, now: number): Statement[] {
  return type === "agency" ? [raiseStandingsBelow(id), noteStandingsBelow(id, now)] : [noteStanding(id, now)];
}

function entryOf(act: LifeAct, before: TenantRow, after: Partial<TenantRow>): AuditEntry {
  const told = ({ status, statusReason, deletedAt }: Partial<TenantRow>) => ({
    status,
    reason: statusReason,
    deletedAt,
  });
  return {
    action: `tenant.${PAST[act]}`,
    entity: "tenant",
    entityId: before.id,
    before: told(before),
    after: told({ ...before, ...after }),
  };
}

const PAST = {
  suspend: "suspended",
  resume: "resumed",
  cancel: "cancelled",
  reinstate: "reinstated",
  delete: "deleted",
  restore: "restored",
  move: "moved",
  purge: "purged",
} as const satisfies Record<LifeAct, string>;

function changedMeanwhile(act: LifeAct, { type }: TenantRow): TrellisError {
  const message =
    act === "delete" && type === "agency"
      ? "This agency still has clients. Move or delete them first."
      : "This account, or the one above it, was changed meanwhile. Look again, then retry.";
  return new TrellisError("conflict", { message });
}
