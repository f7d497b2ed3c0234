import { and, asc, eq, sql } from "drizzle-orm";
import { type DomainRow, domains } from "../../schema/control-plane/index.ts";
import { DOMAINS_MAX } from "../../schema/domain-limits.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** This tenant's domains, oldest first. */
export function ownDomains(db: ScopedDb): Promise<DomainRow[]> {
  return db.select(domains, { orderBy: sql`${asc(domains.createdAt)}, ${asc(domains.id)}`, limit: DOMAINS_MAX });
}

export function ownDomain(db: ScopedDb, id: string): Promise<DomainRow | undefined> {
  return db.first(domains, eq(domains.id, id));
}

/** A statement that changes a domain, if nobody has since it was read. That one account alone proves a domain is an index, which fails it. */
export function changeDomain(
  db: ScopedDb,
  read: DomainRow,
  set: Partial<Omit<DomainRow, "id" | "tenantId" | "use" | "domain" | "createdAt">>,
): Statement {
  return db.update(domains, set, and(eq(domains.id, read.id), eq(domains.updatedAt, read.updatedAt)) ?? sql`0`);
}

/** A statement that takes a domain from this tenant. */
export function deleteDomain(db: ScopedDb, { id }: DomainRow): Statement {
  return db.delete(domains, eq(domains.id, id));
}
