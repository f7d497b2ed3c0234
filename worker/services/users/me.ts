import type { MeResponse } from "../../../schema/contracts/users.ts";
import { grantedTenants } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";

/** The caller, and the tenants they hold a grant on. */
export async function me(env: Env, principal: Principal): Promise<MeResponse> {
  const granted = await grantedTenants(env, principal.userId);
  return {
    user: { id: principal.userId, email: principal.email, name: principal.name, homeTenant: principal.homeTenantId },
    tenants: granted.map(({ role, tenant }) => ({
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
