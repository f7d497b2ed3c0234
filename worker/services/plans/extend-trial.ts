import { invalid } from "../../../schema/collections/invalid.ts";
import type { ExtendTrial } from "../../../schema/contracts/plans.ts";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { DAY_MS } from "../../../schema/plans.ts";
import { mustChange } from "../../db/scoped.ts";
import { setTrialEnd } from "../../directory/tenant-plans.ts";
import type { Ctx } from "../ctx.ts";
import { tenantDocument } from "../tenants/document.ts";
import { notesOf } from "../tenants/life/change-life.ts";
import { childOf, logOf } from "../tenants/life/child.ts";
import { tellLater } from "../tenants/life/tell-later.ts";

/** A trial ends within this long from now. */
export const TRIAL_MAX_MS = 90 * DAY_MS;

/**
 * Lets an account below the active one be tried until another time; one whose trial is over lives again. Throws `not_found`, `invalid` (endsAt:
 * past, or too far), `conflict` (it is not on trial, or somebody changed it meanwhile).
 */
export async function extendTrial(over: Ctx, id: string, input: ExtendTrial): Promise<Tenant> {
  const read = await childOf(over, id);
  const trialEndsAt = Date.parse(input.endsAt);
  if (trialEndsAt <= over.now || trialEndsAt > over.now + TRIAL_MAX_MS)
    throw invalid("endsAt", "must lie within 90 days from now");
  if (read.status !== "trial" || read.deletedAt !== null)
    throw new TrellisError("conflict", { message: "This account is not on trial." });
  const set = { trialEndsAt, updatedAt: Math.max(over.now, read.updatedAt + 1) };
  const audit = {
    action: "tenant.trial_set",
    entity: "tenant",
    entityId: id,
    before: { trialEndsAt: read.trialEndsAt === null ? null : new Date(read.trialEndsAt).toISOString() },
    after: { trialEndsAt: new Date(trialEndsAt).toISOString() },
  } as const;
  await over.db.commit({
    writes: [mustChange(setTrialEnd(read, set)), ...notesOf(read, over.now)],
    audit,
    also: [{ db: logOf(over, id), audit }],
    otherwise: new TrellisError("conflict", {
      message: "This account was changed meanwhile. Look again, then retry.",
    }),
  });
  await tellLater(over, read);
  return tenantDocument({ ...read, ...set });
}
