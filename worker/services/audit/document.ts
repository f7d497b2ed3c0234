import type { AccountAuditRow } from "../../../durable-objects/sub-account/trail/list-audit.ts";
import type { AuditRow, AuditStore } from "../../../schema/contracts/audit.ts";

/** An audit row of either store as the API tells of it. */
export function auditDocument(row: AccountAuditRow, store: AuditStore): AuditRow {
  const { actorId, actorName, actorType, impersonatorId, impersonatorName } = row;
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    actor: { type: actorType, id: actorId, name: actorName },
    impersonator: impersonatorId === null ? null : { id: impersonatorId, name: impersonatorName ?? "" },
    via: row.via,
    action: row.action,
    entity: row.entity,
    entityId: row.entityId,
    before: auditJson(row.before),
    after: auditJson(row.after),
    requestId: row.requestId,
    store,
    seq: row.seq,
  };
}

/** What a row keeps as JSON. A text that somebody spoiled is told as it stands: the log must stay readable. */
export function auditJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
