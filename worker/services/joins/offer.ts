import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { standingOf } from "../../../schema/standing.ts";
import { joinableDomain, type JoinableDomain } from "../../directory/domains.ts";
import { isOnTeam } from "../../directory/invitations.ts";
import { type ReachedTenant, tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { reaches } from "../../middleware/active-tenant.ts";
import { stillOffers } from "../invitations/offered.ts";

/** What somebody may join by their address. */
export interface JoinOffer {
  domain: JoinableDomain;
  tenant: ReachedTenant;
}

/**
 * The account that proved the domain of an address and lets people join by it, as long as it lives and whoever decided so may still let people
 * in. At an account's own address it is that one or one below it. Undefined for whoever is on its team.
 */
export async function joinOffer(
  env: Env,
  email: string,
  host: Pick<TenantRow, "id" | "type"> | undefined,
  now: number,
): Promise<JoinOffer | undefined> {
  const domain = await joinableDomain(env, email.slice(email.lastIndexOf("@") + 1));
  const tenant = domain && (await tenantById(env, domain.tenantId));
  if (domain === undefined || tenant === undefined || standingOf(tenant, now) !== "live") return undefined;
  if (host !== undefined && !reaches({ tenantId: host.id, type: host.type }, tenant)) return undefined;
  if (await isOnTeam(env, tenant.id, email)) return undefined;
  const given = { role: domain.joinRole, customRoleId: null, assignedOnly: false, invitedBy: domain.joinBy };
  return (await stillOffers(env, { invitation: given, custom: null }, tenant)) ? { domain, tenant } : undefined;
}
