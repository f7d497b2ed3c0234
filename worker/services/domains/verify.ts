import { requireCapability } from "../../../schema/actor.ts";
import type { Domain } from "../../../schema/contracts/domains.ts";
import type { Ctx } from "../ctx.ts";
import { checkDomain } from "./check.ts";
import { domainDocument } from "./document.ts";
import { getDomain } from "./get.ts";

/** Each look asks somebody else's DNS. */
const BETWEEN_LOOKS_MS = 3_000;

/** Looks for a domain's proof now; right after another look, answers what that one found. Throws `not_found`, `forbidden`, `conflict`. */
export async function verifyDomain(ctx: Ctx, id: string): Promise<Domain> {
  requireCapability(ctx.actor, "manageSettings");
  const read = await getDomain(ctx, id);
  const justNow = read.checkedAt !== null && ctx.now < read.checkedAt + BETWEEN_LOOKS_MS;
  return domainDocument(ctx, justNow ? read : await checkDomain(ctx.env, ctx.db, read, ctx.now));
}
