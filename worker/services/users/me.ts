import type { MeResponse } from "../../../schema/contracts/users.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { grantedTenants } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { accessOn, reachedBy } from "../../middleware/active-tenant.ts";
import type { Principal } from "../../middleware/principal.ts";

/** The caller, and the tenants they hold a grant on; at an account's address that account, where they reach it, and those of them below it. */
export async function me(env: Env, principal: Principal, host: TenantRow | undefined): Promise<MeResponse> {
  const { userId: id, email, name, homeTenantId } = principal;
  const granted = await grantedTenants(env, id);
  const shown = host === undefined ? granted : grantedAt(host, granted, principal);
  return {
    user: { id, email, name, homeTenant: host === undefined ? homeTenantId : host.id },
    tenants: shown.map(({ role, tenant }) => ({
      id: tenant.id,
      type: tenant.type,
      name: tenant.name,
      slug: tenant.slug,
      parent: tenant.parentId,
      role,
      status: tenant.status,
    })),
    sandbox: env.TRELLIS_SANDBOX === "1",
    exp: principal.tokenExp,
  };
}

type Granted = Awaited<ReturnType<typeof grantedTenants>>;

function grantedAt(host: TenantRow, granted: Granted, { grants }: Principal): Granted {
  const below = granted.filter(({ tenant }) => reachedBy({ grants, within: host }, tenant));
  if (!reachedBy({ grants }, host) || below.some(({ tenant }) => tenant.id === host.id)) return below;
  return [{ role: accessOn(grants, host).role, tenant: host }, ...below];
}
