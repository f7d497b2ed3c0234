import { and, desc, eq, gt, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import {
  type ImpersonationEnd,
  type ImpersonationRow,
  impersonations,
  sessions,
  type TenantRow,
  tenants,
} from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { type GrantJson, GRANTS, principalGrant, type PrincipalGrant } from "./principals.ts";

/** What a request through another's eyes needs to know. Times in ms since the epoch. */
export interface ImpersonationWithEyes extends Pick<
  ImpersonationRow,
  "tenantId" | "sessionId" | "write" | "endsAt" | "endedAt"
> {
  /** Through whose eyes, as they are called and what they may do now. */
  userId: string;
  name: string;
  email: string;
  grants: PrincipalGrant[];
}

/** An impersonation with the person looked through and all their grants, in one indexed look-up. */
export async function impersonationWithEyes(env: Env, id: string): Promise<ImpersonationWithEyes | undefined> {
  const row = await env.DB.prepare(WITH_EYES)
    .bind(id)
    .first<Omit<ImpersonationWithEyes, "grants" | "write"> & { grants: string; write: 0 | 1 }>();
  if (!row) return undefined;
  return { ...row, write: row.write === 1, grants: (JSON.parse(row.grants) as GrantJson[]).map(principalGrant) };
}

const WITH_EYES = `
SELECT i.tenant_id AS tenantId, i.session_id AS sessionId, i.write, i.ends_at AS endsAt, i.ended_at AS endedAt,
  u.id AS userId, u.name, u.email, (${GRANTS}) AS grants
FROM impersonations i JOIN users u ON u.id = i.user_id WHERE i.id = ?`;

/** One person looks through so many pairs of eyes at a time. */
export const OPEN_MAX = 10;

/**
 * A statement that opens an impersonation, if its session goes on, the account allows it until its end, and the person has not too many open
 * already; it changes nothing otherwise.
 */
export function insertImpersonation(row: ImpersonationRow): Statement {
  const { id, tenantId, agencyId, impersonatorId, sessionId, userId, startedAt, endsAt } = row;
  return sql`INSERT INTO impersonations (id, tenant_id, agency_id, impersonator_id, impersonator_name, session_id, user_id, user_name, reason,
      write, started_at, ends_at)
    SELECT ${id}, ${tenantId}, ${agencyId}, ${impersonatorId}, ${row.impersonatorName}, ${sessionId}, ${userId}, ${row.userName}, ${row.reason},
      ${row.write ? 1 : 0}, ${startedAt}, ${endsAt}
    WHERE EXISTS (SELECT 1 FROM sessions WHERE id = ${sessionId} AND revoked_at IS NULL AND expires_at > ${startedAt})
      AND NOT EXISTS (SELECT 1 FROM tenant_settings WHERE tenant_id = ${tenantId} AND (impersonation = 'never'
        OR (impersonation = 'ask' AND coalesce(impersonation_until, 0) < ${endsAt})))
      AND (SELECT count(*) FROM impersonations WHERE impersonator_id = ${impersonatorId} AND ends_at > ${startedAt} AND ended_at IS NULL)
        < ${OPEN_MAX}`;
}

/** Who ends an impersonation, and why. `by` is null where nobody did. */
export interface Ending {
  by: { id: string; name: string } | null;
  reason: ImpersonationEnd;
  /** ms since the epoch */
  now: number;
}

/** A statement that ends one impersonation, if it goes on. */
export function endImpersonationRow(env: Env, id: string, ending: Ending): Statement {
  return drizzle(env.DB)
    .update(impersonations)
    .set(endedBy(ending))
    .where(and(eq(impersonations.id, id), goesOn(ending.now)));
}

/** A statement that ends every impersonation that goes on in an account. */
export function endImpersonationsIn(env: Env, tenantId: string, ending: Ending): Statement {
  return drizzle(env.DB)
    .update(impersonations)
    .set(endedBy(ending))
    .where(and(eq(impersonations.tenantId, tenantId), goesOn(ending.now)));
}

function endedBy({ by, reason, now }: Ending) {
  return { endedAt: now, endedBy: by?.id ?? null, endedByName: by?.name ?? null, endReason: reason };
}

/** Neither ended nor over. Whether its session goes on is another question. */
function goesOn(now: number): SQL | undefined {
  return and(isNull(impersonations.endedAt), gt(impersonations.endsAt, now));
}

/** An impersonation with its account, and whether its session goes on. */
export interface ListedImpersonation extends ImpersonationRow {
  tenant: TenantRow;
  sessionRevokedAt: number | null;
}

/** Whether it goes on: the three ways it can be over. */
export function isOpenImpersonation(row: ListedImpersonation, now: number): boolean {
  return row.endedAt === null && row.endsAt > now && row.sessionRevokedAt === null;
}

/** One impersonation. */
export async function impersonationById(env: Env, id: string): Promise<ListedImpersonation | undefined> {
  const [row] = await listed(env, eq(impersonations.id, id), 1);
  return row;
}

/** More than this are not told of at once: OPEN_MAX keeps each person far below. */
const OPEN_LISTED_MAX = 100;

/** Those that go on in one account, newest first. */
export function openImpersonations(env: Env, tenantId: string, now: number): Promise<ListedImpersonation[]> {
  return listed(
    env,
    and(eq(impersonations.tenantId, tenantId), goesOn(now), isNull(sessions.revokedAt)),
    OPEN_LISTED_MAX,
  );
}

/** Those in an account that ended at this moment. */
export function impersonationsEndedAt(env: Env, tenantId: string, at: number): Promise<ListedImpersonation[]> {
  return listed(env, and(eq(impersonations.tenantId, tenantId), eq(impersonations.endedAt, at)), OPEN_LISTED_MAX);
}

/** Those of a person that were open when the session they belong to ended. */
export function cutOffImpersonations(env: Env, userId: string, now: number): Promise<ListedImpersonation[]> {
  return listed(
    env,
    and(eq(impersonations.impersonatorId, userId), goesOn(now), isNotNull(sessions.revokedAt)),
    OPEN_LISTED_MAX,
  );
}

export interface ImpersonationsQuery {
  /** Only those that go on, or only those that do not. */
  open?: boolean | undefined;
  /** The last one already seen. */
  before?: { startedAt: number; id: string } | undefined;
  limit: number;
  /** ms since the epoch */
  now: number;
}

/** Those of an account newest first: of an agency also those in its clients' accounts, of the platform all. */
export function impersonationsOf(
  env: Env,
  tenant: Pick<TenantRow, "id" | "type">,
  { open, before, limit, now }: ImpersonationsQuery,
): Promise<ListedImpersonation[]> {
  const from = before?.startedAt ?? Number.MAX_SAFE_INTEGER;
  return listed(
    env,
    and(
      scopeOf(tenant),
      lte(impersonations.startedAt, from),
      before === undefined
        ? undefined
        : or(lt(impersonations.startedAt, before.startedAt), lt(impersonations.id, before.id)),
      open === true ? and(goesOn(now), isNull(sessions.revokedAt)) : undefined,
      open === false
        ? or(isNotNull(impersonations.endedAt), lte(impersonations.endsAt, now), isNotNull(sessions.revokedAt))
        : undefined,
    ),
    limit,
  );
}

function scopeOf({ id, type }: Pick<TenantRow, "id" | "type">): SQL | undefined {
  if (type === "platform") return undefined;
  return type === "agency" ? eq(impersonations.agencyId, id) : eq(impersonations.tenantId, id);
}

async function listed(env: Env, where: SQL | undefined, limit: number): Promise<ListedImpersonation[]> {
  const rows = await drizzle(env.DB)
    .select({ row: impersonations, tenant: tenants, sessionRevokedAt: sessions.revokedAt })
    .from(impersonations)
    .innerJoin(tenants, eq(tenants.id, impersonations.tenantId))
    .leftJoin(sessions, eq(sessions.id, impersonations.sessionId))
    .where(where)
    .orderBy(desc(impersonations.startedAt), desc(impersonations.id))
    .limit(limit);
  return rows.map(({ row, tenant, sessionRevokedAt }) => ({ ...row, tenant, sessionRevokedAt }));
}
