import { and, asc, count, eq, inArray, isNull, or, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TenantType } from "../../schema/capabilities.ts";
import { type TenantRow, tenants } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A tenant by id, before anyone is allowed onto it. Deleted ones are not found. */
export async function tenantById(env: Env, id: string): Promise<TenantRow | undefined> {
  const row = await drizzle(env.DB).select().from(tenants).where(eq(tenants.id, id)).get();
  return row && row.deletedAt === null ? row : undefined;
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
  const where = and(below(ancestor), ...narrowed(query));
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
function below({ id, type }: Ancestor): SQL | undefined {
  return type === "platform"
    ? inArray(tenants.type, ["agency", "subaccount"])
    : and(eq(tenants.agencyId, id), eq(tenants.type, "subaccount"));
}

function narrowed({ q = "", type, parent }: DescendantsQuery): (SQL | undefined)[] {
  const text = q.toLowerCase();
  return [
    isNull(tenants.deletedAt),
    type === undefined ? undefined : eq(tenants.type, type),
    parent === undefined ? undefined : eq(tenants.parentId, parent),
    // instr, not LIKE: D1 refuses patterns over 50 bytes, and % is a letter here. SQLite lowers ASCII only, hence the text as typed too.
    q === "" ? undefined : or(has(sql`lower(${tenants.name})`, text), has(tenants.name, q), has(tenants.slug, text)),
  ];
}

function has(where: SQLWrapper, text: string): SQL {
  return sql`instr(${where}, ${text}) > 0`;
}

/** A statement that adds a tenant under a parent that still exists; it changes nothing otherwise. The unique slug fails it. */
export function insertTenant(row: TenantRow): Statement {
  return sql`INSERT INTO tenants (id, type, parent_id, agency_id, name, slug, status, plan, deleted_at, created_at, updated_at)
        SELECT ${row.id}, ${row.type}, ${row.parentId}, ${row.agencyId}, ${row.name}, ${row.slug}, ${row.status}, ${row.plan}, NULL,
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
