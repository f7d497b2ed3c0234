import type { DecideSupportAccess, SupportAccess } from "../../../schema/contracts/impersonations.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type Consent, keepConsent, readConsent } from "../../db/consent.ts";
import { endImpersonationsIn, impersonationsEndedAt, openImpersonations } from "../../directory/impersonations.ts";
import { rememberedImpersonations } from "../../middleware/remembered-impersonations.ts";
import type { Ctx } from "../ctx.ts";
import { isOwnAdministrator } from "./is-own-administrator.ts";
import { supportAccessDocument } from "./read-support-access.ts";
import { tellImpersonation } from "./tell.ts";

/**
 * Decides whether people may view as the account's own. Only its own administrators do, by a grant on this very account: whoever wants to look
 * in from above cannot give themselves leave. What is no longer allowed ends at once, in the same batch. Throws `forbidden`.
 */
export async function decideSupportAccess(ctx: Ctx, input: DecideSupportAccess): Promise<SupportAccess> {
  const { actor, env, tenant, now } = ctx;
  if (actor.kind !== "user" || !(await isOwnAdministrator(ctx)))
    throw new TrellisError("forbidden", { message: "Only this account's own administrators decide this." });
  const before = await readConsent(ctx.db);
  const hours = input.hours ?? 0;
  const set: Consent = {
    impersonation: input.impersonation,
    impersonationUntil: hours === 0 ? null : now + hours * 60 * 60_000,
  };
  // An hour is as long as any view lasts, so granting one cuts none short.
  const withdrawn = set.impersonation === "never" || (set.impersonation === "ask" && hours === 0);
  const ending = { by: { id: actor.userId, name: actor.name }, reason: "consent_withdrawn", now } as const;
  const open = withdrawn ? await openImpersonations(env, tenant.id, now) : [];
  await ctx.db.commit({
    writes: [keepConsent(ctx.db, set, now), ...(withdrawn ? [endImpersonationsIn(env, tenant.id, ending)] : [])],
    audit: {
      action: "support_access.decided",
      entity: "tenant",
      entityId: tenant.id,
      before: auditOf(before),
      after: { ...auditOf(set), ...(withdrawn ? { ended: open.map(({ id }) => id) } : {}) },
    },
  });
  rememberedImpersonations.clear();
  // Read again: one may have begun between the look and the decision.
  if (withdrawn)
    for (const row of await impersonationsEndedAt(env, tenant.id, now)) await tellImpersonation(env, row, "ended");
  return supportAccessDocument(set, true, now);
}

function auditOf({ impersonation, impersonationUntil }: Consent) {
  return {
    impersonation,
    until: impersonationUntil === null ? null : new Date(impersonationUntil).toISOString(),
  };
}
