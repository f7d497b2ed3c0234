import type { ListingNoteRow } from "../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { listingsDue, listingsOf, postponeListing } from "../../directory/listing-notes.ts";
import type { Env } from "../../env.ts";
import { tellListing } from "./tell-listing.ts";

/** Tellings of one round, and how long a sweep begins new rounds: the next one goes on. */
const ROUND_MAX = 200;
const SWEEP_MS = 20_000;
const AT_ONCE = 6;

/** The sweep: tells roll-ups what they have not acknowledged in time. A failure is put off and holds up no other. Never throws for one. */
export async function tellListings(env: Env, now: number): Promise<void> {
  const started = Date.now();
  for (;;) {
    const due = await listingsDue(env, now, ROUND_MAX);
    for (let from = 0; from < due.length; from += AT_ONCE)
      await Promise.all(due.slice(from, from + AT_ONCE).map((note) => tell(env, note, now)));
    if (due.length < ROUND_MAX || Date.now() - started > SWEEP_MS) return;
  }
}

/** After a change of one tenant: tells every roll-up that lists it, before the answer. What fails stays noted. Never throws. */
export async function tellListingsOf(env: Env, tenantId: string, now: number): Promise<void> {
  try {
    await Promise.all((await listingsOf(env, tenantId)).map((note) => tell(env, note, now)));
  } catch (error) {
    report({ tenantId }, error);
  }
}

async function tell(env: Env, note: ListingNoteRow, now: number): Promise<void> {
  try {
    await tellListing(env, note);
  } catch (error) {
    report(note, error);
    await postponeListing(env, note, now);
  }
}

function report({ tenantId, overId }: { tenantId: string; overId?: string }, error: unknown): void {
  const reason = reasonOf(error);
  console.error(JSON.stringify({ level: "error", event: "listing_not_told", tenantId, overId, reason }));
}
