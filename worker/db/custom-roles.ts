import { eq, sql } from "drizzle-orm";
import { ROLES_MAX } from "../../schema/contracts/roles.ts";
import { type CustomRoleRow, customRoles } from "../../schema/control-plane/index.ts";
import { leavesNobodyAlone } from "../directory/grants.ts";
import { mustChange, type MustChange, type ScopedDb, type Statement } from "./scoped.ts";

type Own = Omit<CustomRoleRow, "tenantId">;

/** No other role of the account has this name, in any case. */
function isOnlyOne(id: string, name: string) {
  return sql`NOT EXISTS (SELECT 1 FROM custom_roles AS other WHERE other.tenant_id = ${customRoles.tenantId}
    AND other.id <> ${id} AND other.name = ${name} COLLATE NOCASE)`;
}

/** Adds a role, unless the account has as many as it may or one of that name: then the batch fails. */
export function insertRole(db: ScopedDb, row: Own): (Statement | MustChange)[] {
  const counted = sql`(SELECT count(*) FROM custom_roles AS other WHERE other.tenant_id = ${customRoles.tenantId}) <= ${ROLES_MAX}`;
  const stands = sql`${eq(customRoles.id, row.id)} AND ${counted} AND ${isOnlyOne(row.id, row.name)}`;
  return [db.insert(customRoles, row), mustChange(db.update(customRoles, { updatedAt: row.updatedAt }, stands))];
}

/**
 * Changes a role, if nobody has since it was read, no other has its name and, where those who have it lose the right to manage people, no tenant
 * is left alone: the batch fails otherwise.
 */
export function updateRole(
  db: ScopedDb,
  read: Pick<CustomRoleRow, "tenantId" | "id" | "updatedAt">,
  set: Pick<Own, "name" | "capabilities" | "updatedAt">,
  { losesManagers }: { losesManagers: boolean },
): MustChange {
  const isAsRead = sql`${eq(customRoles.id, read.id)} AND ${eq(customRoles.updatedAt, read.updatedAt)}`;
  const keeps = sql`(${Number(losesManagers)} = 0 OR ${leavesNobodyAlone(read)})`;
  return mustChange(db.update(customRoles, set, sql`${isAsRead} AND ${isOnlyOne(read.id, set.name)} AND ${keeps}`));
}

/** Deletes a role that nobody has: the batch fails otherwise. */
export function deleteRole(db: ScopedDb, id: string): MustChange {
  const held = sql`EXISTS (SELECT 1 FROM grants g WHERE g.custom_role_tenant_id = ${customRoles.tenantId} AND g.custom_role_id = ${id})`;
  return mustChange(db.delete(customRoles, sql`${eq(customRoles.id, id)} AND NOT ${held}`));
}
