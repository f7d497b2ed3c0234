import { and, count, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type AuthenticatorRow, authenticators, recoveryCodes } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A person's authenticator, confirmed or not. */
export async function authenticatorOf(env: Env, userId: string): Promise<AuthenticatorRow | undefined> {
  return drizzle(env.DB).select().from(authenticators).where(eq(authenticators.userId, userId)).get();
}

/** A statement that puts an authenticator in place of one that was never confirmed. It changes nothing where one counts already. */
export function enrol(env: Env, row: AuthenticatorRow): Statement {
  return drizzle(env.DB)
    .insert(authenticators)
    .values(row)
    .onConflictDoUpdate({
      target: authenticators.userId,
      set: { sealed: row.sealed, lastStep: row.lastStep, createdAt: row.createdAt },
      setWhere: isNull(authenticators.confirmedAt),
    });
}

/** A statement that lets an authenticator count from now on, if it is still the one that was read. `step` is that of the code it was proved by. */
export function confirm(env: Env, { userId, sealed }: AuthenticatorRow, step: number, now: number): Statement {
  return drizzle(env.DB)
    .update(authenticators)
    .set({ confirmedAt: now, lastStep: step })
    .where(
      and(eq(authenticators.userId, userId), eq(authenticators.sealed, sealed), isNull(authenticators.confirmedAt)),
    );
}

/** A statement that spends the code of a time step, and with it all before: it changes nothing for one that is spent. */
export function spendStep(env: Env, { userId, sealed }: AuthenticatorRow, step: number): Statement {
  return drizzle(env.DB)
    .update(authenticators)
    .set({ lastStep: step })
    .where(
      and(
        eq(authenticators.userId, userId),
        eq(authenticators.sealed, sealed),
        isNotNull(authenticators.confirmedAt),
        lt(authenticators.lastStep, step),
      ),
    );
}

/** A statement that spends a recovery code: it changes nothing for one that is spent or never was. */
export function spendRecoveryCode(env: Env, userId: string, hash: string, now: number): Statement {
  return drizzle(env.DB)
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)));
}

/** Statements that take a person's authenticator away, with its recovery codes. */
export function removeAuthenticator(env: Env, userId: string): Statement[] {
  return [
    drizzle(env.DB).delete(authenticators).where(eq(authenticators.userId, userId)),
    drizzle(env.DB).delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
  ];
}

/** Statements that put new recovery codes in place of all there were. */
export function replaceRecoveryCodes(env: Env, userId: string, hashes: readonly string[], now: number): Statement[] {
  const db = drizzle(env.DB);
  const rows = hashes.map((hash) => ({ userId, hash, createdAt: now, usedAt: null }));
  return [db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)), db.insert(recoveryCodes).values(rows)];
}

/** How many people have a role on an agency or one of its clients, and how many of them have no second factor. */
export async function factorsAmong(env: Env, agencyId: string): Promise<{ people: number; without: number }> {
  const row = await env.DB.prepare(FACTORS_AMONG).bind(agencyId).first<{ people: number; without: number }>();
  return { people: row?.people ?? 0, without: row?.without ?? 0 };
}

const FACTORS_AMONG = `
SELECT count(DISTINCT g.user_id) AS people, count(DISTINCT CASE
  WHEN NOT EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = g.user_id)
  AND NOT EXISTS (SELECT 1 FROM authenticators a WHERE a.user_id = g.user_id AND a.confirmed_at IS NOT NULL)
  THEN g.user_id END) AS without
FROM tenants t JOIN grants g ON g.tenant_id = t.id WHERE t.agency_id = ?1 AND t.deleted_at IS NULL`;

/** How many recovery codes a person has left. */
export async function recoveryCodesLeft(env: Env, userId: string): Promise<number> {
  const row = await drizzle(env.DB)
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
    .get();
  return row?.left ?? 0;
}
