import { requireCapability, type UserActor } from "../../../schema/actor.ts";
import type { Impersonation, StartImpersonation } from "../../../schema/contracts/impersonations.ts";
import { IMPERSONATION_MINUTES_MAX } from "../../../schema/contracts/impersonations.ts";
import type { ImpersonationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { readConsent } from "../../db/consent.ts";
import { mustChange } from "../../db/scoped.ts";
import { insertImpersonation, OPEN_MAX } from "../../directory/impersonations.ts";
import { isListedMember } from "../../directory/members.ts";
import { grantsOfUser } from "../../directory/principals.ts";
import { userById } from "../../directory/users.ts";
import type { Ctx } from "../ctx.ts";
import { impersonationDocument } from "./document.ts";
import { mayViewAs } from "./may-view-as.ts";
import { tellImpersonation } from "./tell.ts";

/**
 * Lets a person look at an account through another's eyes, for minutes, with this session of theirs alone. Throws `not_found` for an account
 * they cannot reach and for who is none of its people, `forbidden` without `impersonate` there, for somebody above or beside them, and where the
 * account does not allow it, `conflict` with too many open.
 */
export async function startImpersonation(ctx: Ctx, input: StartImpersonation): Promise<Impersonation> {
  const on = input.tenant === undefined ? ctx : await ctx.enter(input.tenant);
  requireCapability(on.actor, "impersonate");
  // A program has no eyes to look through others', and from within a view there is no second one (`impersonate` is never among its rights).
  if (on.actor.kind !== "user") throw new TrellisError("forbidden", { message: "Sign in as a person for this." });
  const viewed = await personViewed(on, on.actor, input.user);
  const endsAt = on.now + Math.min(input.minutes, IMPERSONATION_MINUTES_MAX) * 60_000;
  const row: ImpersonationRow = {
    id: newId("impersonation"),
    tenantId: on.tenant.id,
    agencyId: on.tenant.agencyId,
    impersonatorId: on.actor.userId,
    impersonatorName: on.actor.name,
    sessionId: on.actor.sessionId,
    userId: viewed.id,
    userName: viewed.name,
    reason: input.reason,
    write: input.write,
    startedAt: on.now,
    endsAt: Math.min(endsAt, await allowedUntil(on)),
    endedAt: null,
    endedBy: null,
    endedByName: null,
    endReason: null,
  };
  await on.db.commit({
    writes: [mustChange(insertImpersonation(row))],
    audit: {
      action: "impersonation.started",
      entity: "impersonation",
      entityId: row.id,
      after: {
        user: { id: row.userId, name: row.userName },
        reason: row.reason,
        write: row.write,
        endsAt: new Date(row.endsAt).toISOString(),
      },
    },
    otherwise: new TrellisError("conflict", {
      message: `End another view first: ${OPEN_MAX} at a time are the most. If you have fewer, try again.`,
    }),
  });
  const started = { ...row, tenant: on.tenant, sessionRevokedAt: null };
  await tellImpersonation(on.env, started, "started");
  return impersonationDocument(started, on.now);
}

async function personViewed(ctx: Ctx, by: UserActor, userId: string): Promise<{ id: string; name: string }> {
  const [viewed, own, theirs, listed] = await Promise.all([
    userById(ctx.env, userId),
    grantsOfUser(ctx.env, by.userId),
    grantsOfUser(ctx.env, userId),
    isListedMember(ctx.env, ctx.tenant, userId),
  ]);
  if (viewed === undefined || !listed) throw new TrellisError("not_found");
  if (!mayViewAs({ userId: by.userId, grants: own }, { userId, grants: theirs }, ctx.tenant))
    throw new TrellisError("forbidden", {
      field: "user",
      message: "You can view only as people who stand below you here.",
    });
  return viewed;
}

/** Until when the account allows it, ms since the epoch. Throws `forbidden` where it does not. */
async function allowedUntil(ctx: Ctx): Promise<number> {
  const { impersonation, impersonationUntil } = await readConsent(ctx.db);
  if (impersonation === "always") return Number.POSITIVE_INFINITY;
  if (impersonation === "ask" && impersonationUntil !== null && impersonationUntil > ctx.now) return impersonationUntil;
  throw new TrellisError("forbidden", {
    message:
      impersonation === "never"
        ? "This account lets nobody view as its people."
        : "This account has to be asked first: one of its administrators can allow it for some hours, under Settings > Support access.",
  });
}
