import { auditFields, type AuditLink, type ChainHead, EMPTY_CHAIN } from "../../../schema/audit-chain.ts";
import { auditHash } from "../../kit/audit-hash.ts";

/** Reads where the chain stands when the object starts. */
export function openAuditChain(storage: DurableObjectStorage): ChainHead {
  const [head = EMPTY_CHAIN] = storage.sql
    .exec<{ seq: number; hash: string }>("SELECT seq, hash FROM audit WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1")
    .toArray();
  return { ...head };
}

/** Adds a row to the chain inside the caller's transaction. */
export function appendAudit(
  storage: DurableObjectStorage,
  chain: ChainHead,
  row: Omit<AuditLink, "seq" | "prevHash">,
): void {
  const link: AuditLink = { ...row, seq: chain.seq + 1, prevHash: chain.hash };
  const hash = auditHash(link);
  // Plain SQL: the trail is part of every write, and a query builder would double its cost.
  storage.sql.exec(INSERT, ...auditFields(link), link.seq, link.prevHash, hash);
  chain.seq = link.seq;
  chain.hash = hash;
}

const INSERT = `INSERT INTO audit (id, at, actor_type, actor_id, actor_name, impersonator_id, impersonator_name, via, action, entity, entity_id,
  before, after, request_id, seq, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
