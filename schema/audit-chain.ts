/**
 * The audit log of a tenant is a chain, one in each store: rows are numbered without a gap, and each carries a hash over itself and over the
 * hash before it. A row that is changed, dropped or slipped in breaks every link after it.
 */
export interface AuditLink {
  tenantId: string;
  /** From 1, with no gap. */
  seq: number;
  /** Hash of the row before, `CHAIN_START` for the first. */
  prevHash: string;
  id: string;
  /** ms since the epoch */
  at: number;
  actorType: string;
  actorId: string;
  actorName: string;
  impersonatorId: string | null;
  impersonatorName: string | null;
  /** Through which door: a session, an API key, a webhook … */
  via: string;
  action: string;
  entity: string;
  entityId: string;
  /** JSON as it is stored. */
  before: string | null;
  after: string | null;
  requestId: string | null;
}

/** What the first row names as the hash before it. */
const CHAIN_START = "";

/** Where a chain stands: the newest row's number and hash. */
export interface ChainHead {
  seq: number;
  hash: string;
}
/** Where the chain of a tenant stands that has no row yet. */
export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: CHAIN_START };

/** A row's own fields, in the order in which they are hashed and stored. */
export function auditFields(link: Omit<AuditLink, "tenantId" | "seq" | "prevHash">): (string | number | null)[] {
  return [
    link.id,
    link.at,
    link.actorType,
    link.actorId,
    link.actorName,
    link.impersonatorId,
    link.impersonatorName,
    link.via,
    link.action,
    link.entity,
    link.entityId,
    link.before,
    link.after,
    link.requestId,
  ];
}

/** The text whose SHA-256 is the row's hash: every field in a fixed order, as one JSON array. */
export function auditText(link: AuditLink): string {
  return JSON.stringify([link.tenantId, link.seq, link.prevHash, ...auditFields(link)]);
}

/** What a row keeps of how something was or is: JSON, or nothing. */
export function auditJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
