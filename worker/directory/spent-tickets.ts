import { lt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { spentTickets } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A statement that spends a ticket: it changes nothing for one that is spent. `exp` in seconds since the epoch. */
export function spendTicket(env: Env, { id, exp }: { id: string; exp: number }): Statement {
  return drizzle(env.DB)
    .insert(spentTickets)
    .values({ id, expiresAt: exp * 1000 })
    .onConflictDoNothing();
}

/** Spends a ticket by itself. Answers false for one that is spent. */
export async function spendTicketNow(env: Env, { id, exp }: { id: string; exp: number }): Promise<boolean> {
  const { meta } = await drizzle(env.DB)
    .insert(spentTickets)
    .values({ id, expiresAt: exp * 1000 })
    .onConflictDoNothing()
    .run();
  return meta.changes > 0;
}

/** Forgets the spent tickets that nobody could use any more at that moment (ms). */
export async function forgetSpentTickets(env: Env, now: number): Promise<void> {
  await drizzle(env.DB).delete(spentTickets).where(lt(spentTickets.expiresAt, now)).run();
}
