import { requireCapability } from "../../../schema/actor.ts";
import type { SecondFactorRequirement } from "../../../schema/contracts/second-factor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { keepRequiredSince, requiredSince } from "../../db/second-factor-requirement.ts";
import { factorsAmong } from "../../directory/second-factors.ts";
import { forgetTenants } from "../../middleware/active-tenant.ts";
import type { Ctx } from "../ctx.ts";
import { factorsChanged } from "./factors-changed.ts";
import { hasSecondFactor } from "./own-factors.ts";

/** What the active agency asks of its people, and how many of them have it. */
export async function readRequirement(ctx: Ctx): Promise<SecondFactorRequirement> {
  return requirementDocument(ctx, await requiredSince(ctx.db));
}

/**
 * Decides whether the active agency asks for more than a password. From then on every door of it and of its clients refuses sessions that
 * have shown none, and their sockets close. Throws `forbidden`, and `conflict` for whoever has no second factor themselves: they would shut
 * themselves out.
 */
export async function decideRequirement(ctx: Ctx, required: boolean): Promise<SecondFactorRequirement> {
  const { actor, db, env, tenant, now } = ctx;
  requireCapability(actor, "manageUsers");
  const before = await requiredSince(db);
  if (required === (before !== null)) return requirementDocument(ctx, before);
  if (required && actor.kind === "user" && !(await hasSecondFactor(env, actor.userId)))
    throw new TrellisError("conflict", {
      message: "Set up a passkey or an authenticator app of your own first: you would shut yourself out.",
    });
  const after = required ? now : null;
  await db.commit({
    writes: [keepRequiredSince(db, after, now)],
    audit: {
      action: "second_factor.requirement_decided",
      entity: "tenant",
      entityId: tenant.id,
      before: { required: before !== null },
      after: { required },
    },
  });
  forgetTenants();
  if (required) await factorsChanged(env, { agencyId: tenant.id });
  return requirementDocument(ctx, after);
}

async function requirementDocument({ env, tenant }: Ctx, since: number | null): Promise<SecondFactorRequirement> {
  return {
    required: since !== null,
    since: since === null ? null : new Date(since).toISOString(),
    ...(await factorsAmong(env, tenant.id)),
  };
}
