import {
  and,
  asc,
  count,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  notExists,
  or,
  type SQL,
  sql,
  type SQLWrapper,
} from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { alias } from "drizzle-orm/sqlite-core";
import type { TenantType } from "../../schema/capabilities.ts";
import type { TenantStatus } from "../../schema/contracts/users.ts";
import { purges, type TenantRow, tenants, tenantSettings } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A tenant as it is reached: its row, and how the agency above it stands (null where there is none). */
export type ReachedTenant = TenantRow & {
  agencyStatus: TenantStatus | null;
  agencyTrialEndsAt: number | null;
  /** Whether the agency it belongs to, or is, asks its people for more than a password. */
  secondFactorRequired: boolean;
};

/** A tenant by id, before anyone is allowed onto it, in one indexed look-up. Deleted ones are not found, nor what lies below them. */
export async function tenantById(env: Env, id: string): Promise<ReachedTenant | undefined> {
  const row = await tenantEvenDeleted(env, id);
  return row && row.deletedAt === null ? row : undefined;
}

/** The same, deleted or not: for whoever may bring it back or erase it. What lies below a deleted agency counts as deleted with it. */
export function tenantEvenDeleted(env: Env, id: string): Promise<ReachedTenant | undefined> {
  return oneTenant(env, eq(tenants.id, id));
}

/** The tenant with this address under the installation, in one indexed look-up. Deleted ones are not found. */
export async function tenantBySlug(env: Env, slug: string): Promise<ReachedTenant | undefined> {
  const row = await oneTenant(env, eq(tenants.slug, slug));
  return row && row.deletedAt === null ? row : undefined;
}

/** The tenant that proved a domain and is reached there, likewise. */
export async function tenantBySite(env: Env, domain: string): Promise<ReachedTenant | undefined> {
  const row = await oneTenant(
    env,
    sql`${tenants.id} = (SELECT d.tenant_id FROM domains d WHERE d.use = 'site' AND d.domain = ${domain} AND d.status = 'verified')`,
  );
  return row && row.deletedAt === null ? row : undefined;
}

async function oneTenant(env: Env, where: SQL): Promise<ReachedTenant | undefined> {
  const agency = alias(tenants, "agency");
  const found = await drizzle(env.DB)
    .select({
      tenant: tenants,
      agencyStatus: agency.status,
      agencyTrialEndsAt: agency.trialEndsAt,
      agencyDeletedAt: agency.deletedAt,
      requiredAt: tenantSettings.secondFactorRequiredAt,
    })
    .from(tenants)
    .leftJoin(agency, and(eq(agency.id, tenants.agencyId), ne(agency.id, tenants.id)))
    .leftJoin(tenantSettings, eq(tenantSettings.tenantId, tenants.agencyId))
    .where(where)
    .get();
  if (found === undefined) return undefined;
  const { tenant, agencyStatus, agencyTrialEndsAt, agencyDeletedAt, requiredAt } = found;
  return {
    ...tenant,
    agencyStatus,
    agencyTrialEndsAt,
    secondFactorRequired: requiredAt !== null,
    deletedAt: tenant.deletedAt ?? agencyDeletedAt,
  };
}

/** Tenants asked for at once: a statement binds 100 values. */
export const TENANTS_BY_ID_MAX = 90;

/** Tenants by id, those that are there, in no order. */
export async function tenantsById(env: Env, ids: readonly string[]): Promise<TenantRow[]> {
  const asked = ids.slice(0, TENANTS_BY_ID_MAX);
  if (asked.length === 0) return [];
  return drizzle(env.DB)
    .select()
    .from(tenants)
    .where(and(inArray(tenants.id, asked), isNull(tenants.deletedAt)));
}

/** The platform, once it has been made. */
export async function platformTenant(env: Env): Promise<TenantRow | undefined> {
  return drizzle(env.DB).select().from(tenants).where(eq(tenants.type, "platform")).get();
}

/** Where a tenant's descendants are looked for. */
export type Ancestor = Pick<TenantRow, "id" | "type">;
export interface DescendantsQuery {
  /** Part of the name or slug, in any case. */
  q?: string | undefined;
  type?: TenantType | undefined;
  parent?: string | undefined;
  /** Those that are deleted and not being erased, in place of those that are there. */
  deleted?: boolean | undefined;
  limit: number;
  /** From 1. */
  page: number;
}

/** The descendants of a tenant by name, and how many there are in all. Itself is not among them. */
export async function descendants(
  env: Env,
  ancestor: Ancestor,
  query: DescendantsQuery,
): Promise<{ rows: TenantRow[]; total: number }> {
  if (ancestor.type === "subaccount") return { rows: [], total: 0 };
  const db = drizzle(env.DB);
  const where = and(below(ancestor), ...narrowed(query), query.deleted ? notPurged(env) : undefined);
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(tenants)
      .where(where)
      .orderBy(sql`${tenants.name} COLLATE NOCASE`, asc(tenants.id))
      .limit(query.limit)
      .offset((query.page - 1) * query.limit),
    db.select({ total: count() }).from(tenants).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

/** A platform holds everything else; an agency what names it. Never a list of ids, which a statement holds only 100 of. */
export function below({ id, type }: Ancestor): SQL | undefined {
  return type === "platform"
    ? inArray(tenants.type, ["agency", "subaccount"])
    : and(eq(tenants.agencyId, id), eq(tenants.type, "subaccount"));
}

/** The conditions of what is looked for among them. */
export function narrowed({
  q = "",
  type,
  parent,
  deleted = false,
}: Omit<DescendantsQuery, "limit" | "page">): (SQL | undefined)[] {
  const text = q.toLowerCase();
  return [
    deleted ? isNotNull(tenants.deletedAt) : isNull(tenants.deletedAt),
    type === undefined ? undefined : eq(tenants.type, type),
    parent === undefined ? undefined : eq(tenants.parentId, parent),
    // instr, not LIKE: D1 refuses patterns over 50 bytes, and % is a letter here. SQLite lowers ASCII only, hence the text as typed too.
    q === "" ? undefined : or(has(sql`lower(${tenants.name})`, text), has(tenants.name, q), has(tenants.slug, text)),
  ];
}

function notPurged(env: Env): SQL {
  return notExists(
    drizzle(env.DB)
      .select({ one: sql`1` })
      .from(purges)
      .where(eq(purges.tenantId, tenants.id)),
  );
}

function has(where: SQLWrapper, text: string): SQL {
  return sql`instr(${where}, ${text}) > 0`;
}

/** A statement that adds a tenant under a parent that still exists; it changes nothing otherwise. The unique slug fails it. */
export function insertTenant(row: TenantRow): Statement {
  return sql`INSERT INTO tenants (id, type, parent_id, agency_id, name, slug, status, plan, trial_ends_at, deleted_at, created_at, updated_at)
        SELECT ${row.id}, ${row.type}, ${row.parentId}, ${row.agencyId}, ${row.name}, ${row.slug}, ${row.status}, ${row.plan}, ${row.trialEndsAt}, NULL,
          ${row.createdAt}, ${row.updatedAt}
        WHERE ${row.type} = 'platform' OR EXISTS (SELECT 1 FROM tenants WHERE id = ${row.parentId} AND deleted_at IS NULL)`;
}

/** A statement that renames a tenant, if nobody has changed it since it was read. The unique slug fails it. */
export function updateTenant(
  env: Env,
  read: TenantRow,
  set: Pick<TenantRow, "name" | "slug" | "updatedAt">,
): Statement {
  return drizzle(env.DB)
    .update(tenants)
    .set(set)
    .where(and(eq(tenants.id, read.id), eq(tenants.updatedAt, read.updatedAt), isNull(tenants.deletedAt)));
}

/** A tenant's own row, deleted or not. */
export async function tenantRow(env: Env, id: string): Promise<TenantRow | undefined> {
  return drizzle(env.DB).select().from(tenants).where(eq(tenants.id, id)).get();
}

/**
 * A statement that changes a tenant's life, if nobody has changed it since it was read, its parent is there, nothing that lives stands below
 * one that is to go, and nothing that is being erased comes back.
 */
export function changeTenantLife(
  read: TenantRow,
  set: Partial<Pick<TenantRow, "status" | "statusBefore" | "statusReason" | "statusAt" | "deletedAt" | "updatedAt">>,
): Statement {
  const { status, statusBefore, statusReason, statusAt, deletedAt, updatedAt } = { ...read, ...set };
  const leaves = deletedAt !== null && read.deletedAt === null ? 1 : 0;
  return sql`UPDATE tenants SET status = ${status}, status_before = ${statusBefore}, status_reason = ${statusReason}, status_at = ${statusAt},
      deleted_at = ${deletedAt}, updated_at = ${updatedAt}, standing_version = standing_version + 1
    WHERE id = ${read.id} AND standing_version = ${read.standingVersion} AND deleted_at IS ${read.deletedAt}
      AND EXISTS (SELECT 1 FROM tenants p WHERE p.id = ${read.parentId} AND p.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM purges WHERE tenant_id = ${read.id})
      AND (${leaves} = 0 OR NOT EXISTS (SELECT 1 FROM tenants c WHERE c.parent_id = ${read.id} AND c.deleted_at IS NULL))`;
}

/** A statement after which every account below an agency has something new to hear. */
export function raiseStandingsBelow(agencyId: string): Statement {
  return sql`UPDATE tenants SET standing_version = standing_version + 1 WHERE agency_id = ${agencyId} AND type = 'subaccount'`;
}

/** A statement that takes a tenant's own row, the last that names it. The store refuses it but at the end of an erasure. */
export function deleteTenantRow(id: string): Statement {
  return sql`DELETE FROM tenants WHERE id = ${id}`;
}

/** Some of the tenants that were deleted before then, and still hold outside ids. */
export async function deletedBefore(env: Env, before: number, limit: number): Promise<string[]> {
  const { results } = await env.DB.prepare(DELETED_HOLDERS).bind(before, limit).all<{ id: string }>();
  return results.map(({ id }) => id);
}

const DELETED_HOLDERS = `
SELECT t.id FROM tenants t WHERE t.deleted_at IS NOT NULL AND t.deleted_at <= ?1
  AND EXISTS (SELECT 1 FROM outside_ids o WHERE o.tenant_id = t.id) ORDER BY t.deleted_at LIMIT ?2`;

/** Which of these slugs are anybody's, deleted ones included. For a few at a time. */
export async function slugsTaken(env: Env, slugs: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await drizzle(env.DB)
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(inArray(tenants.slug, [...slugs]));
  return new Set(rows.map(({ slug }) => slug));
}

/** How many people have a role on a tenant itself, and how many tenants stand below an agency. */
export async function weightOf(env: Env, { id, type }: TenantRow): Promise<{ people: number; clients: number }> {
  const row = await env.DB.prepare(WEIGHT).bind(id, type).first<{ people: number; clients: number }>();
  return row ?? { people: 0, clients: 0 };
}

const WEIGHT = `
SELECT (SELECT count(*) FROM grants WHERE tenant_id = ?1) AS people,
  CASE ?2 WHEN 'agency' THEN (SELECT count(*) FROM tenants WHERE parent_id = ?1 AND deleted_at IS NULL) ELSE 0 END AS clients`;
