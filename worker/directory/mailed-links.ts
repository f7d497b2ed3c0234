import { and, eq, gt, isNull, lt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import {
  type LinkPurpose,
  type MailedLinkRow,
  mailedLinks,
  type UserRow,
  users,
} from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A statement that keeps the hash of a link about to be mailed. */
export function insertLink(env: Env, row: MailedLinkRow): Statement {
  return drizzle(env.DB).insert(mailedLinks).values(row);
}

/** The person a link of this purpose was sent to, if it is unspent and its time is not over. */
export function personByLink(
  env: Env,
  { tokenHash, purpose, now }: { tokenHash: string; purpose: LinkPurpose; now: number },
): Promise<{ link: MailedLinkRow; user: UserRow } | undefined> {
  return drizzle(env.DB)
    .select({ link: mailedLinks, user: users })
    .from(mailedLinks)
    .innerJoin(users, eq(users.id, mailedLinks.userId))
    .where(
      and(
        eq(mailedLinks.tokenHash, tokenHash),
        eq(mailedLinks.purpose, purpose),
        isNull(mailedLinks.usedAt),
        gt(mailedLinks.expiresAt, now),
      ),
    )
    .get();
}

/** A statement that spends a link, if nobody has. */
export function spendLink(env: Env, { tokenHash }: Pick<MailedLinkRow, "tokenHash">, now: number): Statement {
  return drizzle(env.DB)
    .update(mailedLinks)
    .set({ usedAt: now })
    .where(and(eq(mailedLinks.tokenHash, tokenHash), isNull(mailedLinks.usedAt), gt(mailedLinks.expiresAt, now)));
}

/** A statement that ends what links of one purpose a person still has. */
export function endLinks(env: Env, userId: string, purpose: LinkPurpose, now: number): Statement {
  return drizzle(env.DB)
    .update(mailedLinks)
    .set({ usedAt: now })
    .where(and(eq(mailedLinks.userId, userId), eq(mailedLinks.purpose, purpose), isNull(mailedLinks.usedAt)));
}

/** The address a person asked to change to and has not proved yet. */
export async function addressAwaited(
  env: Env,
  { id, email }: Pick<UserRow, "id" | "email">,
  now: number,
): Promise<string | undefined> {
  const open = await drizzle(env.DB)
    .select({ email: mailedLinks.email })
    .from(mailedLinks)
    .where(
      and(
        eq(mailedLinks.userId, id),
        eq(mailedLinks.purpose, "verify_email"),
        isNull(mailedLinks.usedAt),
        gt(mailedLinks.expiresAt, now),
      ),
    );
  return open.find((link) => link.email !== email)?.email;
}

/** Deletes links whose time was over before then. */
export async function deleteLinksOverBefore(env: Env, before: number): Promise<void> {
  await drizzle(env.DB).delete(mailedLinks).where(lt(mailedLinks.expiresAt, before)).run();
}
