import { requireCapability } from "../../../schema/actor.ts";
import type { AddDomain, Domain } from "../../../schema/contracts/domains.ts";
import type { DomainRow } from "../../../schema/control-plane/index.ts";
import { DOMAINS_MAX } from "../../../schema/domain-limits.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, mustChange } from "../../db/scoped.ts";
import { insertDomain } from "../../directory/domains.ts";
import type { Ctx } from "../ctx.ts";
import { domainDocument } from "./document.ts";
import { readHostName } from "./host-name.ts";

/** When the sweep looks for the first time: somebody has to put the record up. */
const FIRST_LOOK_MS = 5 * 60_000;

/**
 * Says that a domain is the active account's. It counts for nothing until it is proved, so that whoever says so first keeps nobody out. Throws
 * `forbidden`, `invalid` (domain: one of the installation's own), `conflict` (domain: said already, or there are too many).
 */
export async function addDomain(ctx: Ctx, { use, domain }: AddDomain): Promise<Domain> {
  requireCapability(ctx.actor, "manageSettings");
  if (readHostName(ctx.env, domain).kind !== "domain")
    throw new TrellisError("invalid", { field: "domain", message: "This domain is the installation's own." });
  const row: DomainRow = {
    id: newId("domain"),
    tenantId: ctx.tenant.id,
    use,
    domain,
    status: "pending",
    reason: null,
    checkedAt: null,
    dueAt: ctx.now + FIRST_LOOK_MS,
    verifiedAt: null,
    missingSince: null,
    joinRole: null,
    joinBy: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  try {
    await ctx.db.commit({
      writes: [mustChange(insertDomain(row))],
      audit: { action: "domain.added", entity: "domain", entityId: row.id, after: { use, domain } },
      otherwise: new TrellisError("conflict", {
        field: "domain",
        message: `An account has at most ${DOMAINS_MAX} domains. Remove one first.`,
      }),
    });
  } catch (error) {
    if (!isTaken(error, "domains.tenant_id")) throw error;
    throw new TrellisError("conflict", { field: "domain", message: "This domain is on the list already." });
  }
  return domainDocument(ctx, row);
}
