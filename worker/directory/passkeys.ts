import { and, asc, count, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type PasskeyRow, passkeys, type UserRow, users } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A person has at most so many. */
export const PASSKEYS_MAX = 20;

/** A person's passkeys, oldest first. */
export function passkeysOf(env: Env, userId: string): Promise<PasskeyRow[]> {
  return drizzle(env.DB)
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt))
    .limit(PASSKEYS_MAX);
}

/** One of a person's passkeys. */
export async function ownPasskey(env: Env, { id, userId }: Whose): Promise<PasskeyRow | undefined> {
  return drizzle(env.DB)
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
    .get();
}

/** Whose passkey an authenticator's name for it means, and the passkey. */
export function personByPasskey(
  env: Env,
  credentialId: string,
): Promise<{ passkey: PasskeyRow; user: UserRow } | undefined> {
  return drizzle(env.DB)
    .select({ passkey: passkeys, user: users })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.credentialId, credentialId))
    .get();
}

/** A statement that adds a passkey, where the person has room for one and nobody has it: it changes nothing otherwise. */
export function insertPasskey(row: PasskeyRow): Statement {
  return sql`INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, rp_id, name, backed_up, created_at)
    SELECT ${row.id}, ${row.userId}, ${row.credentialId}, ${row.publicKey}, ${row.counter}, ${JSON.stringify(row.transports)},
      ${row.rpId}, ${row.name}, ${Number(row.backedUp)}, ${row.createdAt}
    WHERE (SELECT count(*) FROM passkeys WHERE user_id = ${row.userId}) < ${PASSKEYS_MAX}
    ON CONFLICT (credential_id) DO NOTHING`;
}

/** A statement that notes that a passkey was used, if it is still there and its counter is the one that was read. */
export function usePasskey(
  env: Env,
  { id, counter }: Pick<PasskeyRow, "id" | "counter">,
  set: Pick<PasskeyRow, "counter" | "backedUp" | "lastUsedAt">,
): Statement {
  return drizzle(env.DB)
    .update(passkeys)
    .set(set)
    .where(and(eq(passkeys.id, id), eq(passkeys.counter, counter)));
}

/** A statement that renames a person's passkey; it changes nothing for one that is not theirs. */
export function renamePasskey(env: Env, { id, userId }: Whose, name: string): Statement {
  return drizzle(env.DB)
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)));
}

/** A statement that takes a person's passkey away; it changes nothing for one that is not theirs. */
export function deletePasskey(env: Env, { id, userId }: Whose): Statement {
  return drizzle(env.DB)
    .delete(passkeys)
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)));
}

/** A statement that takes all of a person's passkeys away. */
export function deletePasskeysOf(env: Env, userId: string): Statement {
  return drizzle(env.DB).delete(passkeys).where(eq(passkeys.userId, userId));
}

/** How many passkeys a person has. */
export async function countPasskeys(env: Env, userId: string): Promise<number> {
  const row = await drizzle(env.DB).select({ n: count() }).from(passkeys).where(eq(passkeys.userId, userId)).get();
  return row?.n ?? 0;
}

interface Whose {
  id: string;
  userId: string;
}
