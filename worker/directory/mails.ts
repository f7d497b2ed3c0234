import { and, asc, desc, eq, gt, lt, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type MailRow, mails } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A statement that puts a mail on its way. */
export function insertMail(env: Env, row: MailRow): Statement {
  return drizzle(env.DB).insert(mails).values(row);
}

/** One mail on its way, if it still is. */
export function queuedMail(env: Env, id: string): Promise<MailRow | undefined> {
  return drizzle(env.DB)
    .select()
    .from(mails)
    .where(and(eq(mails.id, id), eq(mails.state, "queued")))
    .get();
}

/** What is due, longest waiting first. */
export function mailsDue(env: Env, now: number, limit: number): Promise<MailRow[]> {
  return drizzle(env.DB)
    .select()
    .from(mails)
    .where(and(eq(mails.state, "queued"), lte(mails.dueAt, now)))
    .orderBy(asc(mails.dueAt))
    .limit(limit);
}

/**
 * Takes a mail in hand: no other run touches it before `until`. False when another one has it. A run that dies leaves it to the sweep after
 * that, which sends under the same id: a sender that knows idempotency keys sends it once.
 */
export async function claimMail(env: Env, mail: Pick<MailRow, "id" | "attempts">, until: number): Promise<boolean> {
  const { meta } = await drizzle(env.DB)
    .update(mails)
    .set({ attempts: mail.attempts + 1, dueAt: until })
    .where(and(eq(mails.id, mail.id), eq(mails.state, "queued"), eq(mails.attempts, mail.attempts)))
    .run();
  return meta.changes > 0;
}

/** Writes how sending ended, or when to try again. */
export async function settleMail(
  env: Env,
  id: string,
  set: Partial<Pick<MailRow, "state" | "dueAt" | "error" | "sentAt" | "text" | "html">>,
): Promise<void> {
  await drizzle(env.DB).update(mails).set(set).where(eq(mails.id, id)).run();
}

/** The newest mails of the installation made after then, for the sandbox's mailbox. */
export function newestMails(env: Env, after: number, limit: number): Promise<MailRow[]> {
  return drizzle(env.DB)
    .select()
    .from(mails)
    .where(gt(mails.createdAt, after))
    .orderBy(desc(mails.createdAt))
    .limit(limit);
}

/** Deletes mails made before then. */
export async function deleteMailsBefore(env: Env, before: number): Promise<void> {
  await drizzle(env.DB).delete(mails).where(lt(mails.createdAt, before)).run();
}
