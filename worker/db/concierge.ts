import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { SessionState } from "../../schema/concierge/words.ts";
import {
  type ConciergeAnswerRow,
  conciergeAnswers,
  conciergeOffers,
  type ConciergeSessionRow,
  conciergeSessions,
  type ConciergeValueRow,
  conciergeValues,
} from "../../schema/control-plane/index.ts";
import { mustChange, type MustChange, type ScopedDb, type Statement } from "./scoped.ts";

type Own<T> = Omit<T, "tenantId">;

/** The account's sessions, newest first. */
export function conciergesOf(
  db: ScopedDb,
  { state, limit, offset = 0 }: { state?: SessionState | undefined; limit: number; offset?: number },
): Promise<ConciergeSessionRow[]> {
  return db.select(conciergeSessions, { where: inState(state), orderBy: desc(conciergeSessions.id), limit, offset });
}

/** How many there are. */
export function countConcierges(db: ScopedDb, state: SessionState | undefined): Promise<number> {
  return db.count(conciergeSessions, inState(state) ?? sql`1`);
}

/** The one that goes on; an account has one at most. */
export function activeConcierge(db: ScopedDb): Promise<ConciergeSessionRow | undefined> {
  return db.first(conciergeSessions, eq(conciergeSessions.state, "active"));
}

/** One of the account's sessions. */
export function conciergeById(db: ScopedDb, id: string): Promise<ConciergeSessionRow | undefined> {
  return db.first(conciergeSessions, eq(conciergeSessions.id, id));
}

/** A statement that adds one. The unique index refuses a second that is active. */
export function insertConcierge(db: ScopedDb, row: Own<ConciergeSessionRow>): Statement {
  return db.insert(conciergeSessions, row);
}

/** A statement that says how far one is that goes on: what has ended stays as it ended. */
export function noteConcierge(
  db: ScopedDb,
  id: string,
  set: Pick<ConciergeSessionRow, "state" | "live" | "total" | "blocked" | "waits" | "modules" | "updatedAt">,
): Statement {
  return db.update(conciergeSessions, set, both(eq(conciergeSessions.id, id), eq(conciergeSessions.state, "active")));
}

/** Fails its batch where the session does not go on: what is written with it is written to none that is over. */
export function mustGoOn(db: ScopedDb, id: string): MustChange {
  const active = eq(conciergeSessions.state, "active");
  return mustChange(db.update(conciergeSessions, { state: "active" }, both(eq(conciergeSessions.id, id), active)));
}

/** What was sent for one module of a session, and its sealed values. */
export async function answerOf(
  db: ScopedDb,
  at: { conciergeId: string; module: string },
): Promise<{ answer: ConciergeAnswerRow; values: ConciergeValueRow[] } | undefined> {
  const { conciergeId, module } = conciergeValues;
  const [answer, values] = await Promise.all([
    db.first(conciergeAnswers, ofModule(at)),
    db.select(conciergeValues, { where: both(eq(conciergeId, at.conciergeId), eq(module, at.module)) }),
  ]);
  return answer && { answer, values };
}

/** A statement that stores what was sent, in place of what was sent before. Its `updatedAt` grows with each, whatever the clock says. */
export function putAnswer(db: ScopedDb, row: Own<ConciergeAnswerRow>): Statement {
  const { sandbox, config, updatedAt } = row;
  const key = [conciergeAnswers.conciergeId, conciergeAnswers.module];
  const later = sql`max(${updatedAt}, ${conciergeAnswers.updatedAt} + 1)`;
  return db.upsert(conciergeAnswers, row, key, { sandbox, config, updatedAt: later });
}

/** A statement that stores one sealed value, in place of the one before. */
export function putAnswerValue(db: ScopedDb, row: Own<ConciergeValueRow>): Statement {
  const { sealed, hint, updatedAt } = row;
  const key = [conciergeValues.conciergeId, conciergeValues.module, conciergeValues.field];
  return db.upsert(conciergeValues, row, key, { sealed, hint, updatedAt });
}

/** Statements that remove what was sent for a module, if it is still what was read: what was sent meanwhile stays. */
export function deleteReadAnswer(
  db: ScopedDb,
  { updatedAt, ...at }: { conciergeId: string; module: string; updatedAt: number },
): [Statement, Statement] {
  const { tenantId, conciergeId, module } = conciergeValues;
  const read = both(ofModule(at), eq(conciergeAnswers.updatedAt, updatedAt));
  const isRead = sql`exists (select 1 from ${conciergeAnswers} where ${conciergeAnswers.tenantId} = ${tenantId} and ${read})`;
  return [
    db.delete(conciergeValues, both(eq(conciergeId, at.conciergeId), eq(module, at.module), isRead)),
    db.delete(conciergeAnswers, read),
  ];
}

/** Statements that remove what was sent: for one module, or in all of a session. */
export function deleteAnswers(db: ScopedDb, at: { conciergeId: string; module?: string }): [Statement, Statement] {
  const { conciergeId, module } = conciergeValues;
  const values = at.module === undefined ? [] : [eq(module, at.module)];
  return [
    db.delete(conciergeValues, both(eq(conciergeId, at.conciergeId), ...values)),
    db.delete(conciergeAnswers, ofModule(at)),
  ];
}

/** The sealed values of all the account's sessions, page by page, in one order. */
export function answerValuePage(db: ScopedDb, page: { limit: number; offset: number }): Promise<ConciergeValueRow[]> {
  const { conciergeId, module, field } = conciergeValues;
  return db.select(conciergeValues, { ...page, orderBy: sql`${conciergeId}, ${module}, ${field}` });
}

/** A statement that puts another seal on one of them, if it is still the one that was read. Its value is the same. */
export function resealAnswerValue(db: ScopedDb, read: ConciergeValueRow, sealed: string): Statement {
  const { conciergeId, module, field } = conciergeValues;
  const which = [eq(conciergeId, read.conciergeId), eq(module, read.module), eq(field, read.field)];
  return db.update(conciergeValues, { sealed }, both(...which, eq(conciergeValues.sealed, read.sealed)));
}

/** Modules the account has been offered before; undefined where it never was. */
export async function seenModules(db: ScopedDb): Promise<readonly string[] | undefined> {
  return (await db.first(conciergeOffers, sql`1`))?.seen;
}

/** A statement that notes what it has been offered, in place of what was noted. */
export function putSeen(db: ScopedDb, seen: readonly string[], now: number): Statement {
  const row = { seen: [...new Set(seen)].toSorted(), updatedAt: now };
  return db.upsert(conciergeOffers, row, [], row);
}

function ofModule({ conciergeId, module }: { conciergeId: string; module?: string }): SQL {
  const of = eq(conciergeAnswers.conciergeId, conciergeId);
  return module === undefined ? of : both(of, eq(conciergeAnswers.module, module));
}

function inState(state: SessionState | undefined): SQL | undefined {
  return state === undefined ? undefined : eq(conciergeSessions.state, state);
}

function both(...conditions: SQL[]): SQL {
  return and(...conditions) as SQL;
}
