import { createHash } from "node:crypto";
import { eq, lte } from "drizzle-orm";
import { nanoid } from "nanoid";
import { Actor, requireCapability, type UserActor } from "../../../schema/actor.ts";
import type { LiveTicket } from "../../../schema/contracts/live.ts";
import { liveTickets } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type Account, transaction } from "../account.ts";
import { isSessionEnded } from "./ended-sessions.ts";

const TICKET_LIFE_MS = 30_000;
/** 6 bits each: 258 bits. */
const TICKET_CHARACTERS = 43;
/** Tickets one person may hold unused at a time. */
const TICKETS_PER_USER = 20;

/** A ticket that opens one socket once, for clients that can send neither cookie nor header. Throws `forbidden`, `session_ended`, `too_many`. */
export function createLiveTicket(account: Account, actor: Actor): LiveTicket {
  requireCapability(actor, "viewLeads");
  if (actor.kind !== "user") throw new TrellisError("forbidden");
  const ticket = nanoid(TICKET_CHARACTERS);
  return transaction(account, actor, (tx) => {
    if (isSessionEnded(tx.db, actor.sessionId)) throw new TrellisError("session_ended");
    if (actor.impersonator !== undefined && isSessionEnded(tx.db, actor.impersonator.impersonationId))
      throw new TrellisError("impersonation_ended");
    tx.db.delete(liveTickets).where(lte(liveTickets.expiresAt, tx.now)).run();
    const { held } = account.storage.sql
      .exec<{ held: number }>("SELECT count(*) AS held FROM live_tickets WHERE actor ->> '$.userId' = ?", actor.userId)
      .one();
    if (held >= TICKETS_PER_USER) throw new TrellisError("too_many", { retryAfterSeconds: TICKET_LIFE_MS / 1000 });
    const expiresAt = tx.now + TICKET_LIFE_MS;
    tx.db
      .insert(liveTickets)
      .values({ hash: hashOf(ticket), actor, expiresAt })
      .run();
    return { ticket, expiresAt: new Date(expiresAt).toISOString() };
  });
}

/** Who holds this ticket; the same statement uses it up. Undefined when it is unknown, used or too old. */
export function redeemTicket(account: Account, ticket: string): UserActor | undefined {
  const held = account.db
    .delete(liveTickets)
    .where(eq(liveTickets.hash, hashOf(ticket)))
    .returning()
    .get();
  if (held === undefined || held.expiresAt <= account.now()) return undefined;
  const actor = Actor.parse(held.actor);
  return actor.kind === "user" ? actor : undefined;
}

function hashOf(ticket: string): string {
  return createHash("sha256").update(ticket).digest("hex");
}
