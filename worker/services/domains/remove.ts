import { requireCapability } from "../../../schema/actor.ts";
import type { Domain } from "../../../schema/contracts/domains.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { deleteDomain } from "../../db/domains.ts";
import { mustChange } from "../../db/scoped.ts";
import { forgetTenants } from "../../middleware/active-tenant.ts";
import type { Ctx } from "../ctx.ts";
import { domainDocument } from "./document.ts";
import { getDomain } from "./get.ts";

/** Takes a domain from the active account: nobody reaches it there any more, or joins by it. Throws `not_found`, `forbidden`. */
export async function removeDomain(ctx: Ctx, id: string): Promise<Domain> {
  requireCapability(ctx.actor, "manageSettings");
  const read = await getDomain(ctx, id);
  const { use, domain, status } = read;
  try {
    await ctx.db.commit({
      writes: [mustChange(deleteDomain(ctx.db, read))],
      audit: { action: "domain.removed", entity: "domain", entityId: id, before: { use, domain, status } },
      otherwise: new TrellisError("not_found"),
    });
  } finally {
    forgetTenants();
  }
  return domainDocument(ctx, read);
}
