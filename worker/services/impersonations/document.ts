import type { Impersonation, OpenImpersonation } from "../../../schema/contracts/impersonations.ts";
import { isOpenImpersonation, type ListedImpersonation } from "../../directory/impersonations.ts";

/** As everyone in the account may see it. */
export function openImpersonationDocument(row: Omit<ListedImpersonation, "sessionRevokedAt">): OpenImpersonation {
  return {
    id: row.id,
    tenant: { id: row.tenant.id, name: row.tenant.name },
    impersonator: { id: row.impersonatorId, name: row.impersonatorName },
    user: { id: row.userId, name: row.userName },
    write: row.write,
    startedAt: new Date(row.startedAt).toISOString(),
    endsAt: new Date(row.endsAt).toISOString(),
  };
}

/** As those see it who may read the audit log. */
export function impersonationDocument(row: ListedImpersonation, now: number): Impersonation {
  const { endedAt, endedBy, endedByName } = row;
  return {
    ...openImpersonationDocument(row),
    reason: row.reason,
    open: isOpenImpersonation(row, now),
    // Its session may have ended a moment before anybody wrote that down.
    endedAt: endedAt === null ? isoOrNull(row.sessionRevokedAt, row.endsAt) : new Date(endedAt).toISOString(),
    endedBy: endedBy === null ? null : { id: endedBy, name: endedByName ?? "" },
    endReason: row.endReason ?? (isoOrNull(row.sessionRevokedAt, row.endsAt) === null ? null : "signed_out"),
  };
}

function isoOrNull(at: number | null, before: number): string | null {
  return at === null || at >= before ? null : new Date(at).toISOString();
}
