import { and, eq, gt, isNotNull, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type SignUpRow, signUps } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** Codes that one sign-up may try. */
export const SIGN_UP_TRIES = 5;

/** A statement that keeps somebody who begins. */
export function insertSignUp(env: Env, row: SignUpRow): Statement {
  return drizzle(env.DB).insert(signUps).values(row);
}

/**
 * Counts a try at the code and looks at it, in one statement: however many come at one moment, no more are looked at than may be. Undefined
 * where there is nothing to try any more. The right code again is right again.
 */
export async function trySignUpCode(
  env: Env,
  { tokenHash, codeHash, now }: { tokenHash: string; codeHash: string; now: number },
): Promise<{ email: string; expiresAt: number; isRight: boolean } | undefined> {
  const isRight = sql<number>`${signUps.codeHash} = ${codeHash}`;
  const [row] = await drizzle(env.DB)
    .update(signUps)
    .set({
      tries: sql`${signUps.tries} + 1`,
      verifiedAt: sql`coalesce(${signUps.verifiedAt}, CASE WHEN ${isRight} THEN ${now} END)`,
    })
    .where(and(eq(signUps.tokenHash, tokenHash), lt(signUps.tries, SIGN_UP_TRIES), gt(signUps.expiresAt, now)))
    .returning({ email: signUps.email, expiresAt: signUps.expiresAt, isRight });
  return row && { ...row, isRight: row.isRight === 1 };
}

/** Somebody with this token whose address is proved and whose time is not over. */
export function provedSignUp(env: Env, tokenHash: string, now: number): Promise<SignUpRow | undefined> {
  return drizzle(env.DB).select().from(signUps).where(proved(tokenHash, now)).get();
}

/** A statement that ends a proved sign-up, if nobody has. */
export function spendSignUp(env: Env, { tokenHash }: Pick<SignUpRow, "tokenHash">, now: number): Statement {
  return drizzle(env.DB).delete(signUps).where(proved(tokenHash, now));
}

/** Deletes those whose time was over before then. */
export async function deleteSignUpsOverBefore(env: Env, before: number): Promise<void> {
  await drizzle(env.DB).delete(signUps).where(lt(signUps.expiresAt, before)).run();
}

function proved(tokenHash: string, now: number) {
  return and(eq(signUps.tokenHash, tokenHash), isNotNull(signUps.verifiedAt), gt(signUps.expiresAt, now));
}
