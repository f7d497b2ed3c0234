import { and, asc, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type DomainRow, domains } from "../../schema/control-plane/index.ts";
import { DOMAINS_MAX } from "../../schema/domain-limits.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** Domains whose proof is to be looked for again, longest waiting first. */
export function domainsDue(env: Env, now: number, limit: number): Promise<DomainRow[]> {
  return drizzle(env.DB)
    .select()
    .from(domains)
    .where(and(sql`${domains.dueAt} IS NOT NULL`, lte(domains.dueAt, now)))
    .orderBy(asc(domains.dueAt))
    .limit(limit);
}

/** The domain by which people with an address of it join an account, where one proved it and lets them. */
export async function joinableDomain(env: Env, domain: string): Promise<JoinableDomain | undefined> {
  const found = await drizzle(env.DB)
    .select()
    .from(domains)
    .where(and(sql`${domains.use} = 'email'`, eq(domains.domain, domain), sql`${domains.status} = 'verified'`))
    .get();
  if (found === undefined || found.joinRole === null || found.joinBy === null) return undefined;
  return { ...found, joinRole: found.joinRole, joinBy: found.joinBy };
}
export type JoinableDomain = DomainRow & { joinRole: NonNullable<DomainRow["joinRole"]>; joinBy: string };

/** A statement that adds a domain to its account, if the account has room for one more. A second of the same name and use fails it. */
export function insertDomain(row: DomainRow): Statement {
  return sql`INSERT INTO domains (id, tenant_id, use, domain, status, due_at, created_at, updated_at)
    SELECT ${row.id}, ${row.tenantId}, ${row.use}, ${row.domain}, ${row.status}, ${row.dueAt}, ${row.createdAt}, ${row.updatedAt}
    WHERE (SELECT count(*) FROM domains WHERE tenant_id = ${row.tenantId}) < ${DOMAINS_MAX}`;
}
