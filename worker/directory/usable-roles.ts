import type { Capability, TenantType } from "../../schema/capabilities.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** A custom role that can be given on a tenant, and who made it. */
export interface UsableRole {
  tenantId: string;
  id: string;
  name: string;
  tier: TenantType;
  capabilities: Capability[];
  of: "account" | "agency" | "platform";
  people: number;
  updatedAt: number;
}

/** The custom roles of a tenant and of those above it, by name. */
export async function usableRoles(
  env: Env,
  tenant: Pick<TenantRow, "id" | "type" | "agencyId">,
): Promise<UsableRole[]> {
  const asked: [UsableRole["of"], D1PreparedStatement][] = [["account", env.DB.prepare(ROLES_OF).bind(tenant.id)]];
  if (tenant.type === "subaccount") asked.push(["agency", env.DB.prepare(ROLES_OF).bind(tenant.agencyId)]);
  if (tenant.type !== "platform") asked.push(["platform", env.DB.prepare(ROLES_OF_PLATFORM)]);
  const answers = await env.DB.batch<Omit<UsableRole, "of" | "capabilities"> & { capabilities: string }>(
    asked.map(([, statement]) => statement),
  );
  return answers.flatMap(({ results }, index) =>
    results.map((row) => ({
      ...row,
      capabilities: JSON.parse(row.capabilities) as Capability[],
      of: asked[index]?.[0] ?? "account",
    })),
  );
}

const COLUMNS = `r.tenant_id AS tenantId, r.id, r.name, r.tier, r.capabilities, r.updated_at AS updatedAt,
  (SELECT count(*) FROM grants g WHERE g.custom_role_tenant_id = r.tenant_id AND g.custom_role_id = r.id) AS people`;
const ROLES_OF = `SELECT ${COLUMNS} FROM custom_roles r WHERE r.tenant_id = ?1 ORDER BY r.name COLLATE NOCASE, r.id LIMIT 100`;
const ROLES_OF_PLATFORM = `SELECT ${COLUMNS} FROM tenants t JOIN custom_roles r ON r.tenant_id = t.id
  WHERE t.type = 'platform' ORDER BY r.name COLLATE NOCASE, r.id LIMIT 100`;
