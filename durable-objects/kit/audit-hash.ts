import { createHash } from "node:crypto";
import { type AuditLink, auditText, type ChainHead } from "../../schema/audit-chain.ts";

/** SHA-256 of an audit row, base64url. Synchronous: in an object it is reckoned inside the transaction that writes the row. */
export function auditHash(link: AuditLink): string {
  return createHash("sha256").update(auditText(link)).digest("base64url");
}

/** Where a chain of rows, in order, is first broken: the number of that row. Undefined when it holds from `head` to the end. */
export function brokenAt(head: ChainHead, rows: Iterable<AuditLink & { hash: string }>): number | undefined {
  let { seq, hash } = head;
  for (const row of rows) {
    if (row.seq !== seq + 1 || row.prevHash !== hash || row.hash !== auditHash(row)) return seq + 1;
    ({ seq, hash } = row);
  }
  return undefined;
}
