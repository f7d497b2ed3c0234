import { and, count, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { providerLinks, type UserRow, users } from "../../schema/control-plane/index.ts";
import { type MustChange, mustChange, type Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { heldElsewhere } from "./held-elsewhere.ts";

interface Whose {
  tenantId: string;
  subject: string;
}

/** Who came by this account at an agency's provider before. */
export async function personByLink(env: Env, { tenantId, subject }: Whose): Promise<UserRow | undefined> {
  const found = await drizzle(env.DB)
    .select({ user: users })
    .from(providerLinks)
    .innerJoin(users, eq(users.id, providerLinks.userId))
    .where(and(eq(providerLinks.tenantId, tenantId), eq(providerLinks.subject, subject)))
    .get();
  return found?.user;
}

/** What must hold, and is noted, when a person signs in by an agency's provider. */
export function saidByProvider(link: Whose, userId: string, now: number): MustChange[] {
  return [mustChange(linkPerson(link, userId, now)), mustChange(heldByAgency(userId, link.tenantId))];
}

/**
 * A statement that notes who came by an account at the provider. It changes nothing where that account is somebody else's, or the person came by
 * another one before: who gave an address up and got it again is not them.
 */
function linkPerson({ tenantId, subject }: Whose, userId: string, now: number): Statement {
  return sql`INSERT INTO provider_links (tenant_id, subject, user_id, created_at, last_used_at)
    SELECT ${tenantId}, ${subject}, ${userId}, ${now}, ${now}
    WHERE NOT EXISTS (SELECT 1 FROM provider_links WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND subject <> ${subject})
    ON CONFLICT (tenant_id, subject) DO UPDATE SET last_used_at = excluded.last_used_at WHERE user_id = excluded.user_id`;
}

/** A statement that changes nothing of a person, and does so only if the agency's provider, by which they are linked, may say who they are. */
function heldByAgency(userId: string, agencyId: string): Statement {
  return sql`UPDATE users SET updated_at = updated_at WHERE id = ${userId} AND EXISTS (SELECT 1 FROM grants WHERE user_id = ${userId})
    AND EXISTS (SELECT 1 FROM provider_links l WHERE l.tenant_id = ${agencyId} AND l.user_id = ${userId}
      AND NOT EXISTS (${sql.raw(heldElsewhere("l.user_id", "l.tenant_id"))}))`;
}

/** A statement that forgets who is who at an agency's provider. */
export function deleteLinksOf(env: Env, tenantId: string): Statement {
  return drizzle(env.DB).delete(providerLinks).where(eq(providerLinks.tenantId, tenantId));
}

/** How many people have signed in by an agency's provider. */
export async function countLinks(env: Env, tenantId: string): Promise<number> {
  const row = await drizzle(env.DB)
    .select({ n: count() })
    .from(providerLinks)
    .where(eq(providerLinks.tenantId, tenantId))
    .get();
  return row?.n ?? 0;
}
