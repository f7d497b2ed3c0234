import type { DomainList } from "../../../schema/contracts/domains.ts";
import { ownDomains } from "../../db/domains.ts";
import type { Ctx } from "../ctx.ts";
import { domainDocument } from "./document.ts";
import { accountOrigin, baseDomain } from "./host-name.ts";

/** The active account's address under the installation, and its domains. */
export async function listDomains(ctx: Ctx): Promise<DomainList> {
  const rows = await ownDomains(ctx.db);
  return {
    address: accountOrigin(ctx.env, ctx.origin, ctx.tenant.slug),
    target: baseDomain(ctx.env),
    docs: await Promise.all(rows.map((row) => domainDocument(ctx, row))),
  };
}
