import type { DomainRow } from "../../../schema/control-plane/index.ts";
import { changeDomain } from "../../db/domains.ts";
import { isTaken, mustChange, type ScopedDb } from "../../db/scoped.ts";
import { txtRecords } from "../../dns/txt-records.ts";
import type { Env } from "../../env.ts";
import { forgetTenants } from "../../middleware/active-tenant.ts";
import { afterCheck } from "./after-check.ts";
import { proofOf } from "./proof.ts";

/**
 * Looks for a domain's proof and keeps what was found. That it becomes or ceases to be the account's is recorded in the audit log. Answers the
 * domain as it is then. Throws `conflict` when somebody changed it meanwhile.
 */
export async function checkDomain(env: Env, db: ScopedDb, read: DomainRow, now: number): Promise<DomainRow> {
  const proof = await proofOf(read);
  const answer = await txtRecords(env, proof.name);
  const finding =
    answer.kind === "unreachable" ? "unreachable" : answer.values.includes(proof.value) ? "found" : "missing";
  const change = { ...afterCheck(read, finding, now), updatedAt: Math.max(now, read.updatedAt + 1) };
  if (change.status === read.status) {
    await db.bookkeep([changeDomain(db, read, change)]);
    return { ...read, ...change };
  }
  try {
    await db.commit({
      writes: [mustChange(changeDomain(db, read, change))],
      audit: {
        action: `domain.${change.status}`,
        entity: "domain",
        entityId: read.id,
        before: { status: read.status },
        after: { status: change.status, use: read.use, domain: read.domain, reason: change.reason },
      },
    });
  } catch (error) {
    if (!isTaken(error, "domains.use")) throw error;
    return keepTaken(db, read, now);
  } finally {
    forgetTenants();
  }
  return { ...read, ...change };
}

/** Another account proved it first. Which one is nobody's to know. */
async function keepTaken(db: ScopedDb, read: DomainRow, now: number): Promise<DomainRow> {
  const reason = "The record is right, but the domain is connected elsewhere already.";
  const change = { ...afterCheck(read, "missing", now), reason, updatedAt: Math.max(now, read.updatedAt + 1) };
  await db.bookkeep([changeDomain(db, read, change)]);
  return { ...read, ...change };
}
