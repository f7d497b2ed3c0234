import { and, asc, count, desc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { ChainHead } from "../../../schema/audit-chain.ts";
import { accountAudit } from "../../../schema/data-plane/index.ts";
import { STRETCH_ROWS, type StretchResult, verifyStretch } from "../../kit/verify-stretch.ts";
import type { Account } from "../account.ts";

export interface VerifyAccountAudit {
  after: number;
  /** Rows noted elsewhere, to be found again. */
  known: readonly { seq: number; hash: string; fault: "witness" | "seen" }[];
}

/** Checks a stretch of this account's own chain. What is stored is read anew, never what the object remembers. Throws `forbidden`. */
export function verifyAudit(account: Account, actor: Actor, { after, known }: VerifyAccountAudit): StretchResult {
  requireCapability(actor, "viewAudit");
  const { db, tenantId } = account;
  const rowOf = (seq: number) => db.select().from(accountAudit).where(eq(accountAudit.seq, seq)).get();
  const begun = rowOf(1)?.at;
  const counted = (where: ReturnType<typeof and>) =>
    db.select({ n: count() }).from(accountAudit).where(where).get()?.n ?? 0;
  return verifyStretch({
    tenantId,
    after,
    last: after === 0 ? undefined : rowOf(after),
    rows: db
      .select()
      .from(accountAudit)
      .where(gt(accountAudit.seq, after))
      .orderBy(asc(accountAudit.seq))
      .limit(STRETCH_ROWS)
      .all(),
    head: storedHead(account),
    unchained: counted(isNull(accountAudit.seq)),
    strays: begun === undefined ? 0 : counted(and(isNull(accountAudit.seq), gt(accountAudit.at, begun))),
    known: known.map((row) => ({ ...row, found: rowOf(row.seq)?.hash ?? undefined })),
  });
}

/** The newest row of this account's chain, for whoever notes it elsewhere. Throws `forbidden`. */
export function auditHead(account: Account, actor: Actor): ChainHead {
  requireCapability(actor, "viewAudit");
  return storedHead(account);
}

function storedHead({ db }: Account): ChainHead {
  const row = db
    .select({ seq: accountAudit.seq, hash: accountAudit.hash })
    .from(accountAudit)
    .where(isNotNull(accountAudit.seq))
    .orderBy(desc(accountAudit.seq))
    .limit(1)
    .get();
  return { seq: row?.seq ?? 0, hash: row?.hash ?? "" };
}
