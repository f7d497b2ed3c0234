import { type StretchResult, verifyStretch } from "../../../durable-objects/kit/verify-stretch.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import { EMPTY_CHAIN } from "../../../schema/audit-chain.ts";
import { AUDIT_FAULTS, type AuditVerification, type VerifyAudit } from "../../../schema/contracts/audit.ts";
import { auditAfter, auditOfNumber, controlHead, unchainedAudit } from "../../db/audit.ts";
import type { Ctx } from "../ctx.ts";
import { lastWitness } from "./witness.ts";

interface Known {
  seq: number;
  hash: string;
  fault: "witness" | "seen";
}

/**
 * Checks a stretch of one store's chain: that each row follows from the one before it, and that what was noted of it, one level up or by the
 * caller, is still there. The answer's `next` goes on. Throws `forbidden`.
 */
export async function verifyAudit(ctx: Ctx, { store, after, seen }: VerifyAudit): Promise<AuditVerification> {
  requireCapability(ctx.actor, "viewAudit");
  const { parentId } = ctx.tenant;
  const noted = parentId === null ? undefined : await lastWitness(ctx.env, parentId, ctx.tenant.id);
  const witness = noted && noted.heads[store].seq > 0 ? { ...noted.heads[store], at: noted.at } : undefined;
  const known: Known[] = [
    ...(witness ? [{ seq: witness.seq, hash: witness.hash, fault: "witness" as const }] : []),
    ...(seen === undefined ? [] : [{ ...seenRow(seen), fault: "seen" as const }]),
  ];
  const result = await check(ctx, store, { after, known });
  return {
    tenantId: ctx.tenant.id,
    store,
    ...result,
    ok: result.fault === null,
    message: result.fault === null ? null : AUDIT_FAULTS[result.fault],
    witness: witness ? { seq: witness.seq, at: new Date(witness.at).toISOString() } : null,
  };
}

function seenRow(seen: string): { seq: number; hash: string } {
  const at = seen.indexOf(":");
  return { seq: Number(seen.slice(0, at)), hash: seen.slice(at + 1) };
}

function check(
  ctx: Ctx,
  store: VerifyAudit["store"],
  from: { after: number; known: readonly Known[] },
): Promise<StretchResult> | StretchResult {
  if (store === "control") return checkControl(ctx, from);
  if (ctx.tenant.type === "subaccount")
    return subAccount(ctx.env, ctx.tenant.id).verifyAudit(ctx.actor, { after: from.after, known: [...from.known] });
  // Only a client's account has a store of its own: an empty chain holds.
  return verifyStretch({
    tenantId: ctx.tenant.id,
    after: 0,
    last: undefined,
    rows: [],
    head: EMPTY_CHAIN,
    unchained: 0,
    strays: 0,
    known: from.known.map((row) => ({ ...row, found: undefined })),
  });
}

async function checkControl(
  { db, tenant }: Ctx,
  { after, known }: { after: number; known: readonly Known[] },
): Promise<StretchResult> {
  const [last, rows, head, first, found] = await Promise.all([
    after === 0 ? undefined : auditOfNumber(db, after),
    auditAfter(db, after),
    controlHead(db),
    auditOfNumber(db, 1),
    Promise.all(known.map(async (row) => ({ ...row, found: (await auditOfNumber(db, row.seq))?.hash ?? undefined }))),
  ]);
  const [unchained, strays] = await Promise.all([
    unchainedAudit(db),
    first === undefined ? 0 : unchainedAudit(db, first.at),
  ]);
  return verifyStretch({ tenantId: tenant.id, after, last, rows, head, unchained, strays, known: found });
}
