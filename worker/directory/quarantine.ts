import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { quarantine } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

export type QuarantineRow = typeof quarantine.$inferSelect;

/** Rows of one statement: eight values each, and a statement binds at most 100. */
const ROWS_A_STATEMENT = 12;

/** Records webhook items that no account could be given. All or none; a row already there is left as it is. */
export async function recordQuarantine(env: Env, rows: readonly QuarantineRow[]): Promise<void> {
  const db = drizzle(env.DB);
  const statements = Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, n) =>
    db
      .insert(quarantine)
      .values(rows.slice(n * ROWS_A_STATEMENT, (n + 1) * ROWS_A_STATEMENT))
      .onConflictDoNothing(),
  );
  const [first, ...rest] = statements;
  if (first !== undefined) await db.batch([first, ...rest]);
}

/** Forgets what came to an integration's own door and fitted nowhere: its rows, the files being gone. */
export async function eraseQuarantineOf(env: Env, integrationId: string): Promise<void> {
  await drizzle(env.DB).delete(quarantine).where(eq(quarantine.door, integrationId));
}
