import { agency } from "../../../durable-objects/stubs.ts";
import type { AccountBadges } from "../../../schema/contracts/accounts.ts";
import { tenantById, tenantsById } from "../../directory/tenants.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";
import { type Looker, sightOn } from "./sight-on.ts";

/**
 * What stands beside the names of these accounts, wherever a person has them: one look-up for all, and one question to each agency they belong
 * to. What they may not see, or not in this session, is left out like what does not exist.
 */
export async function accountBadges(
  env: Env,
  principal: Principal,
  { ids, within }: { ids: readonly string[]; within: Looker["within"] },
): Promise<AccountBadges> {
  const looker = { grants: principal.grants, within };
  const reached = (await tenantsById(env, ids)).filter((tenant) => sightOn(looker, tenant)?.figures === true);
  const closed = await agenciesClosedTo(env, principal, reached);
  const seen = reached.filter(({ agencyId }) => agencyId === null || !closed.has(agencyId));
  const places = Map.groupBy(seen, ({ type, parentId, agencyId }) => (type === "agency" ? parentId : agencyId));
  const found = await Promise.all(
    [...places].map(([tenantId, tenants]) =>
      tenantId === null
        ? []
        : agency(env, tenantId).accountBadges(
            { kind: "system", tenantId, via: "control-plane" },
            { ids: tenants.map(({ id }) => id) },
          ),
    ),
  );
  return { docs: found.flat() };
}

/** The agencies that ask for more than the session has shown. */
async function agenciesClosedTo(
  env: Env,
  { secondFactorAt }: Principal,
  tenants: readonly TenantRow[],
): Promise<ReadonlySet<string>> {
  if (secondFactorAt !== null) return new Set();
  const ids = [...new Set(tenants.flatMap(({ agencyId }) => (agencyId === null ? [] : [agencyId])))];
  const agencies = await Promise.all(ids.map((id) => tenantById(env, id)));
  return new Set(agencies.flatMap((agency) => (agency?.secondFactorRequired ? [agency.id] : [])));
}
