import type { Capability } from "../../../schema/capabilities.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { memberGrants } from "../../directory/members.ts";
import type { Env } from "../../env.ts";

/** People of one account who are written to at once. */
const PEOPLE_MAX = 10;

/** The addresses of those who may do this on a tenant, its own people and its agency's: each once, a few at most. */
export async function addressesOf(
  env: Env,
  tenant: Pick<TenantRow, "id" | "type" | "agencyId">,
  capability: Capability,
): Promise<string[]> {
  const grants = await memberGrants(env, tenant, { platform: false });
  const emails = grants.filter(({ capabilities }) => capabilities.includes(capability)).map(({ email }) => email);
  return [...new Set(emails)].slice(0, PEOPLE_MAX);
}
