import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Role, ROLE_NAMES, ROLES, type TenantType } from "../../schema/capabilities.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { hasSeat } from "./seats.ts";

/** What a grant says, whose it is. A custom role with the tenant it was made on. */
export interface GrantedRole {
  role: Role;
  customRole: { tenantId: string; id: string } | null;
}
export interface Granted extends GrantedRole {
  assignedOnly: boolean;
}
interface Whose {
  userId: string;
  tenantId: string;
}

/** A statement that gives a person their first grant on a tenant. The primary key fails it where they have one; a custom role that is gone, and a plan that is full, change nothing. */
export function insertGranted({ userId, tenantId }: Whose, granted: Granted, now: number): Statement {
  const { role, customRole, assignedOnly } = granted;
  return sql`INSERT INTO grants (user_id, tenant_id, role, custom_role_tenant_id, custom_role_id, assigned_only, created_at)
    SELECT ${userId}, t.id, ${role}, ${customRole?.tenantId ?? null}, ${customRole?.id ?? null}, ${Number(assignedOnly)}, ${now}
    FROM tenants t WHERE t.id = ${tenantId} AND t.type = ${ROLES[role].tier} AND t.deleted_at IS NULL AND ${roleIsThere(customRole)}
      AND ${hasSeat(tenantId, { counting: "all", now })}`;
}

/**
 * A statement that changes a grant, if nobody has changed it since it was read and the tenant keeps somebody who can manage its people: it
 * changes nothing otherwise. `manages` says whether whoever has the new rights can.
 */
export function updateGranted(
  whose: Whose,
  read: Granted,
  next: Granted,
  { manages }: { manages: boolean },
): Statement {
  const { role, customRole, assignedOnly } = next;
  return sql`UPDATE grants SET role = ${role}, custom_role_tenant_id = ${customRole?.tenantId ?? null},
      custom_role_id = ${customRole?.id ?? null}, assigned_only = ${Number(assignedOnly)}
    WHERE ${isAsRead(whose, read)} AND ${roleIsThere(customRole)} AND (${Number(manages)} = 1 OR ${staysManaged(whose)})`;
}

/** A statement that takes a grant away, under the same conditions. */
export function deleteGranted(whose: Whose, read: Granted): Statement {
  return sql`DELETE FROM grants WHERE ${isAsRead(whose, read)} AND ${staysManaged(whose)}`;
}

/** A statement that gives everyone who has a custom role another one instead, where every tenant keeps somebody who can manage its people. */
export function moveGranted(
  from: { tenantId: string; id: string },
  to: GrantedRole,
  { losesManagers }: { losesManagers: boolean },
): Statement {
  return sql`UPDATE grants SET role = ${to.role}, custom_role_tenant_id = ${to.customRole?.tenantId ?? null},
      custom_role_id = ${to.customRole?.id ?? null}
    WHERE custom_role_tenant_id = ${from.tenantId} AND custom_role_id = ${from.id} AND (${Number(losesManagers)} = 0 OR ${leavesNobodyAlone(from)})`;
}

/** A statement that changes nothing of a person, and does so only if each of their grants is on this tenant or below it. */
export function heldBelow(userId: string, { id, type }: { id: string; type: TenantType }): SQL {
  return sql`UPDATE users SET updated_at = updated_at WHERE id = ${userId} AND (${type} = 'platform' OR NOT EXISTS (
    SELECT 1 FROM grants g JOIN tenants t ON t.id = g.tenant_id
    WHERE g.user_id = ${userId} AND t.id <> ${id} AND t.agency_id IS NOT ${id}))`;
}

/** Whether somebody but this person can manage the people of a tenant by a grant on it. */
export async function hasOtherManager(env: Env, { userId, tenantId }: Whose): Promise<boolean> {
  const found = await env.DB.prepare(
    `SELECT 1 FROM grants o WHERE o.tenant_id = ?1 AND o.user_id <> ?2 AND ${MANAGES} LIMIT 1`,
  )
    .bind(tenantId, userId)
    .first();
  return found !== null;
}

/** Whether a tenant's people could be managed by nobody any more, by a grant on it, if those with this custom role could not. */
export async function tenantLeftAlone(env: Env, role: { tenantId: string; id: string }): Promise<boolean> {
  return (await drizzle(env.DB).all(tenantsLeftAlone(role))).length > 0;
}

/** The same as a condition of a write that takes this from the role: what was looked at before may be otherwise by then. */
export function leavesNobodyAlone(role: { tenantId: string; id: string }): SQL {
  return sql`NOT EXISTS (${tenantsLeftAlone(role)})`;
}

/** Who has a custom role: people by id, at most so many. */
export async function holdersOfRole(env: Env, role: { tenantId: string; id: string }): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT DISTINCT user_id AS id FROM grants WHERE custom_role_tenant_id = ?1 AND custom_role_id = ?2 LIMIT 10000",
  )
    .bind(role.tenantId, role.id)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/**
 * A person by id or e-mail address who already works where the asking tenant may look: on it, on its agency, on another account of that agency,
 * or, for the platform, anywhere. Everyone else is answered like nobody.
 */
export async function colleague(
  env: Env,
  tenant: { id: string; type: string; agencyId: string | null },
  { user, email }: { user?: string | undefined; email?: string | undefined },
): Promise<{ id: string } | undefined> {
  const found = await env.DB.prepare(
    `SELECT u.id FROM users u JOIN grants g ON g.user_id = u.id JOIN tenants t ON t.id = g.tenant_id
     WHERE ${user === undefined ? "u.email" : "u.id"} = ?1 AND (?2 = 'platform' OR t.id = ?3 OR t.agency_id = ?4) LIMIT 1`,
  )
    .bind(user ?? email ?? "", tenant.type, tenant.id, tenant.agencyId)
    .first<{ id: string }>();
  return found ?? undefined;
}

function tenantsLeftAlone({ tenantId, id }: { tenantId: string; id: string }): SQL {
  return sql`SELECT 1 FROM grants g WHERE g.custom_role_tenant_id = ${tenantId} AND g.custom_role_id = ${id} AND NOT EXISTS (
    SELECT 1 FROM grants o WHERE o.tenant_id = g.tenant_id AND o.custom_role_id IS NOT ${id} AND ${sql.raw(MANAGES)}) LIMIT 1`;
}

function isAsRead({ userId, tenantId }: Whose, { role, customRole, assignedOnly }: Granted): SQL {
  return sql`user_id = ${userId} AND tenant_id = ${tenantId} AND role = ${role}
    AND custom_role_id IS ${customRole?.id ?? null} AND assigned_only = ${Number(assignedOnly)}`;
}

function roleIsThere(customRole: Granted["customRole"]): SQL {
  if (customRole === null) return sql`1 = 1`;
  return sql`EXISTS (SELECT 1 FROM custom_roles r WHERE r.tenant_id = ${customRole.tenantId} AND r.id = ${customRole.id})`;
}

/** The grant being changed could not manage people, or another one on the tenant can. */
function staysManaged({ userId, tenantId }: Whose): SQL {
  const manages = sql.raw(MANAGES);
  return sql`NOT EXISTS (SELECT 1 FROM grants o WHERE o.tenant_id = ${tenantId} AND o.user_id = ${userId} AND ${manages}
      AND NOT EXISTS (SELECT 1 FROM grants AS another WHERE another.tenant_id = ${tenantId} AND another.user_id <> ${userId}
        AND ${sql.raw(MANAGES.replaceAll("o.", "another."))}))`;
}

/** Whether the grant `o` lets its person manage people. */
const MANAGES = `(CASE WHEN o.custom_role_id IS NULL
  THEN o.role IN (${ROLE_NAMES.filter((role) => (ROLES[role].capabilities as readonly string[]).includes("manageUsers"))
    .map((role) => `'${role}'`)
    .join(", ")})
  ELSE EXISTS (SELECT 1 FROM custom_roles r WHERE r.tenant_id = o.custom_role_tenant_id AND r.id = o.custom_role_id
    AND instr(r.capabilities, '"manageUsers"') > 0) END)`;
