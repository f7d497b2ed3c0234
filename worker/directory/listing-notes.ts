import { and, asc, count, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { listingNotes, type ListingNoteRow } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { postponedTo } from "./postponed-to.ts";

/** What is due to be told to roll-ups, longest waiting first. */
export function listingsDue(env: Env, now: number, limit: number): Promise<ListingNoteRow[]> {
  return drizzle(env.DB)
    .select()
    .from(listingNotes)
    .where(lte(listingNotes.dueAt, now))
    .orderBy(asc(listingNotes.dueAt))
    .limit(limit);
}

/** What of one account has yet to be told, due or not. */
export function listingsOf(env: Env, tenantId: string): Promise<ListingNoteRow[]> {
  return drizzle(env.DB).select().from(listingNotes).where(eq(listingNotes.tenantId, tenantId)).limit(OVER_MAX);
}
/** Roll-ups that one account can have to be told to: its agency's, the platform's, and those it was moved from meanwhile. */
const OVER_MAX = 20;

/** A statement that forgets a note of this version or an older one: the roll-up has acknowledged it. */
export function forgetListing(env: Env, { tenantId, overId, version }: Note): Statement {
  return drizzle(env.DB)
    .delete(listingNotes)
    .where(and(same({ tenantId, overId }), lte(listingNotes.version, version)));
}
type Note = Pick<ListingNoteRow, "tenantId" | "overId" | "version">;

/** Puts a failed telling off, longer each time. */
export async function postponeListing(env: Env, row: ListingNoteRow, now: number): Promise<void> {
  const attempts = row.attempts + 1;
  await drizzle(env.DB)
    .update(listingNotes)
    .set({ attempts, dueAt: postponedTo(now, attempts) })
    .where(and(same(row), eq(listingNotes.version, row.version)));
}

/** A statement after which every account below an agency or the platform is due to be told to its roll-up. */
export function noteListingsBelow({ id, type }: { id: string; type: string }, now: number): Statement {
  const below =
    type === "platform" ? sql`type IN ('agency', 'subaccount')` : sql`agency_id = ${id} AND type = 'subaccount'`;
  return sql`INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT id, ${id}, listing_version, 0, ${now} FROM tenants WHERE ${below}
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at`;
}

/** The same for accounts that a roll-up holds, whether or not they are below any more. */
export function noteListingsOf(overId: string, tenantIds: readonly string[], now: number): Statement {
  return sql`INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT value, ${overId}, 0, 0, ${now} FROM json_each(${JSON.stringify(tenantIds)}) WHERE true
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET attempts = 0, due_at = excluded.due_at`;
}

/** How much has yet to be told, of all roll-ups. */
export async function listingsWaiting(env: Env): Promise<number> {
  const [row] = await drizzle(env.DB)
    .select({ waiting: count() })
    .from(listingNotes)
    .where(lte(listingNotes.dueAt, FAR));
  return row?.waiting ?? 0;
}
const FAR = Number.MAX_SAFE_INTEGER;

function same({ tenantId, overId }: Pick<ListingNoteRow, "tenantId" | "overId">) {
  return and(eq(listingNotes.tenantId, tenantId), eq(listingNotes.overId, overId));
}
