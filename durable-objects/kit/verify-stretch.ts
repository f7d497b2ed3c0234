import type { AuditLink, ChainHead } from "../../schema/audit-chain.ts";
import { EMPTY_CHAIN } from "../../schema/audit-chain.ts";
import type { AuditFault } from "../../schema/contracts/audit.ts";
import { brokenAt } from "./audit-hash.ts";

/** Rows of a chain that are checked at a time. */
export const STRETCH_ROWS = 500;

/** A row as it stands in its store: from before the chain, the last three are null. */
export type StoredAudit = Omit<AuditLink, "tenantId" | "seq" | "prevHash"> & {
  seq: number | null;
  prevHash: string | null;
  hash: string | null;
};

/** What a check needs of a store. `known`: rows noted elsewhere, which must still be there as they were. */
export interface Stretch {
  tenantId: string;
  /** Number of the last row that was checked before, and that row: undefined at the start, or where it is gone. */
  after: number;
  last: StoredAudit | undefined;
  /** From `after` on, by number, at most STRETCH_ROWS. */
  rows: readonly StoredAudit[];
  /** The newest row of the chain. */
  head: ChainHead;
  /** Rows without a number, and how many of them are younger than the chain. */
  unchained: number;
  strays: number;
  known: readonly { seq: number; hash: string; found: string | undefined; fault: "witness" | "seen" }[];
}

/** What a check found. It crosses RPC. */
export interface StretchResult {
  rows: number;
  from: number;
  to: number;
  next: number | null;
  brokenAt: number | null;
  fault: AuditFault | null;
  head: ChainHead;
  unchained: number;
}

/** Checks a stretch of a chain: that each row follows from the one before, and that what was known of it is still so. */
export function verifyStretch(stretch: Stretch): StretchResult {
  const { after, head, last, rows, tenantId, unchained } = stretch;
  const to = rows.at(-1)?.seq ?? after;
  const result = { rows: rows.length, from: rows.length === 0 ? after : after + 1, to, head, unchained };
  const failed = (at: number, fault: AuditFault) => ({ ...result, next: null, brokenAt: at, fault });

  if (after > 0 && last === undefined) return failed(after, "broken");
  const start = last === undefined ? EMPTY_CHAIN : { seq: after, hash: last.hash ?? "" };
  const links = rows.map((row) => ({ ...row, tenantId }) as AuditLink & { hash: string });
  const broken = brokenAt(start, links);
  if (broken !== undefined) return failed(broken, "broken");
  const lost = stretch.known.filter(({ found, hash }) => found !== hash).toSorted((a, b) => a.seq - b.seq)[0];
  if (lost !== undefined) return failed(lost.seq, lost.fault);
  if (stretch.strays > 0) return failed(1, "stray");
  return { ...result, next: to < head.seq && rows.length > 0 ? to : null, brokenAt: null, fault: null };
}
