import { and, asc, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { sandboxDns, type SandboxDnsRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** The sandbox's DNS holds no more records than this. */
export const SANDBOX_RECORDS_MAX = 500;

/** Every record, by its index. */
const written = gt(sandboxDns.createdAt, 0);

/** What the sandbox says of a name. */
export async function sandboxRecords(env: Env, name: string): Promise<string[]> {
  const rows = await drizzle(env.DB).select().from(sandboxDns).where(eq(sandboxDns.name, name)).limit(100);
  return rows.map(({ value }) => value);
}

/** All it holds, oldest first. */
export function allSandboxRecords(env: Env): Promise<SandboxDnsRow[]> {
  return drizzle(env.DB)
    .select()
    .from(sandboxDns)
    .where(written)
    .orderBy(asc(sandboxDns.createdAt))
    .limit(SANDBOX_RECORDS_MAX);
}

/** Writes a record. False when there is no room. One that is there already is left as it is. */
export async function putSandboxRecord(env: Env, { name, value, createdAt }: SandboxDnsRow): Promise<boolean> {
  const db = drizzle(env.DB);
  const held = await db
    .select({ n: sql<number>`count(*)` })
    .from(sandboxDns)
    .where(written)
    .get();
  if ((held?.n ?? 0) >= SANDBOX_RECORDS_MAX) return false;
  await db.insert(sandboxDns).values({ name, value, createdAt }).onConflictDoNothing();
  return true;
}

/** Takes a record away. */
export async function dropSandboxRecord(
  env: Env,
  { name, value }: Pick<SandboxDnsRow, "name" | "value">,
): Promise<void> {
  await drizzle(env.DB)
    .delete(sandboxDns)
    .where(and(eq(sandboxDns.name, name), eq(sandboxDns.value, value)));
}
