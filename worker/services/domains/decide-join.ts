import { requireCapability } from "../../../schema/actor.ts";
import type { DecideJoin, Domain } from "../../../schema/contracts/domains.ts";
import { JOIN_ROLES } from "../../../schema/domain-limits.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { changeDomain } from "../../db/domains.ts";
import { mustChange } from "../../db/scoped.ts";
import type { Ctx } from "../ctx.ts";
import { grantableRole } from "../members/grantable.ts";
import { requireSight } from "../members/require-sight.ts";
import { domainDocument } from "./document.ts";
import { getDomain } from "./get.ts";

/**
 * Decides with which role people join the active account by an address of a domain, or that none do. Whoever decides it answers for them, as
 * if they had invited them. Throws `not_found`, `invalid` (joinRole), `forbidden` (a role above their own rights, and to a program), `conflict`.
 */
export async function decideJoin(ctx: Ctx, id: string, { joinRole }: DecideJoin): Promise<Domain> {
  requireCapability(ctx.actor, "manageUsers");
  const { actor, tenant } = ctx;
  if (actor.kind !== "user") throw new TrellisError("forbidden", { message: "Only a person can let people join." });
  const read = await getDomain(ctx, id);
  if (read.use !== "email")
    throw new TrellisError("invalid", { field: "joinRole", message: "People join by e-mail domains alone." });
  if (joinRole !== null) {
    const roles: readonly string[] = JOIN_ROLES[tenant.type];
    if (!roles.includes(joinRole))
      throw new TrellisError("invalid", { field: "joinRole", message: `must be one of ${roles.join(", ")}` });
    await grantableRole(ctx, { role: joinRole });
    requireSight(actor, { assignedOnly: false });
  }
  const set = {
    joinRole,
    joinBy: joinRole === null ? null : actor.userId,
    updatedAt: Math.max(ctx.now, read.updatedAt + 1),
  };
  await ctx.db.commit({
    writes: [mustChange(changeDomain(ctx.db, read, set))],
    audit: {
      action: "domain.join_decided",
      entity: "domain",
      entityId: id,
      before: { joinRole: read.joinRole },
      after: { joinRole, domain: read.domain },
    },
    otherwise: new TrellisError("conflict", {
      message: "This domain was changed meanwhile. Look again, then retry.",
    }),
  });
  return domainDocument(ctx, { ...read, ...set });
}
