import { and, eq, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Role, ROLES } from "../../schema/capabilities.ts";
import { grants, type TenantRow, tenants, type UserRow, users } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** Whom an e-mail address belongs to, with the stored hash. `email` is lower-cased. */
export async function userByEmail(env: Env, email: string): Promise<UserRow | undefined> {
  return drizzle(env.DB).select().from(users).where(eq(users.email, email)).get();
}

/** A person's grants and the tenants they are on. */
export function grantedTenants(env: Env, userId: string): Promise<{ role: Role; tenant: TenantRow }[]> {
  return drizzle(env.DB)
    .select({ role: grants.role, tenant: tenants })
    .from(grants)
    .innerJoin(tenants, eq(tenants.id, grants.tenantId))
    .where(and(eq(grants.userId, userId), isNull(tenants.deletedAt)));
}

/** A statement that adds a person. The unique e-mail fails it. */
export function insertUser(env: Env, row: UserRow): Statement {
  return drizzle(env.DB).insert(users).values(row);
}

/** A person by id. */
export async function userById(env: Env, id: string): Promise<UserRow | undefined> {
  return drizzle(env.DB).select().from(users).where(eq(users.id, id)).get();
}

/** A statement that notes that a person's address is theirs, if it is still this one. */
export function verifyEmail(env: Env, { id, email }: Pick<UserRow, "id" | "email">, now: number): Statement {
  return drizzle(env.DB)
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})` })
    .where(and(eq(users.id, id), eq(users.email, email)));
}

/** A statement that gives a person a new password, if the one they had is still the one that was read. */
export function setPassword(
  env: Env,
  { id, passwordHash }: Pick<UserRow, "id" | "passwordHash">,
  set: { passwordHash: string; updatedAt: number },
): Statement {
  return drizzle(env.DB)
    .update(users)
    .set(set)
    .where(and(eq(users.id, id), eq(users.passwordHash, passwordHash)));
}

/** A statement that changes nothing of a person, and does so only if their password is still the one that was read. */
export function stillHasPassword(env: Env, read: Pick<UserRow, "id" | "passwordHash" | "updatedAt">): Statement {
  return setPassword(env, read, { passwordHash: read.passwordHash, updatedAt: read.updatedAt });
}

/** A statement that renames a person. */
export function setName(env: Env, id: string, set: { name: string; updatedAt: number }): Statement {
  return drizzle(env.DB).update(users).set(set).where(eq(users.id, id));
}

/** A statement that gives a person another, proved address in place of the one that was read. The unique address fails it. */
export function setEmail(env: Env, { id, email }: Pick<UserRow, "id" | "email">, to: string, now: number): Statement {
  return drizzle(env.DB)
    .update(users)
    .set({ email: to, emailVerifiedAt: now, updatedAt: now })
    .where(and(eq(users.id, id), eq(users.email, email)));
}

/** A statement that grants a role, if the tenant exists and is of the role's tier: it changes nothing otherwise. */
export function insertGrant(grant: { userId: string; tenantId: string; role: Role }, now: number): Statement {
  const { userId, tenantId, role } = grant;
  return sql`INSERT INTO grants (user_id, tenant_id, role, created_at)
    SELECT ${userId}, id, ${role}, ${now} FROM tenants
    WHERE id = ${tenantId} AND type = ${ROLES[role].tier} AND deleted_at IS NULL`;
}
