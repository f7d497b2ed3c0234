import { desc } from "drizzle-orm";
import type { DrizzleSqliteDODatabase } from "drizzle-orm/durable-sqlite";
import { type Actor, authorOf } from "../../schema/actor.ts";
import { accountAudit, activities, changes } from "../../schema/data-plane/index.ts";
import type * as dataPlane from "../../schema/data-plane/index.ts";
import { newId } from "../../schema/ids.ts";
import type { Change } from "../../schema/realtime/down.ts";
import type { ObjectsEnv } from "../env.ts";

export type AccountDatabase = DrizzleSqliteDODatabase<typeof dataPlane>;

/** What the object lends to its verbs. Verbs never see the class. */
export interface Account {
  readonly tenantId: string;
  readonly db: AccountDatabase;
  readonly storage: DurableObjectStorage;
  readonly env: ObjectsEnv;
  /** ms since the epoch */
  now(): number;
  /** Sends one committed change (already serialised) to every socket. */
  broadcast(body: string): void;
  /** Makes sure the alarm fires no later than `at` (ms). Safe to call any number of times. */
  wakeAt(at: number): void;
}

/** The handle a transaction gets: the database plus the trails every mutation leaves. */
export interface AccountTx {
  readonly db: AccountDatabase;
  readonly actor: Actor;
  readonly now: number;
  /** Writes the next change of the feed; sockets hear it after the commit. */
  change(entity: Change["entity"], op: Change["op"], id: string, doc: unknown): void;
  /** Writes a line on the contact's timeline, and the change that tells the sockets. */
  activity(line: { contactId: string; conversationId?: string; type: string; detail?: Record<string, unknown>; by?: ActivityAuthor }): void;
  /** Writes the audit row of a mutation. `before` and `after` hold no secret. */
  audit(row: { action: string; entity: string; entityId: string; before?: unknown; after?: unknown }): void;
  /** Asks for the alarm at or before `at` once the transaction has committed. */
  wakeAt(at: number): void;
}
export type ActivityAuthor = { type: "user" | "system" | "contact"; id: string; name: string };

/**
 * Runs `work` as one synchronous transaction: all of its rows commit, or none. Sockets hear its changes only after the commit, in order.
 * `work` must not await: an async callback would commit before it ends.
 */
export function transaction<T>(account: Account, actor: Actor, work: (tx: AccountTx) => T): T {
  const published: string[] = [];
  let wake: number | undefined;
  const now = account.now();
  const tx: AccountTx = {
    db: account.db,
    actor,
    now,
    change(entity, op, id, doc) {
      // The row is written first to learn its number, then filled with the exact text the sockets get.
      const { seq } = account.storage.sql.exec<{ seq: number }>("INSERT INTO changes (body) VALUES ('') RETURNING seq").one();
      const body = JSON.stringify({ type: "change", seq, entity, op, id, doc } satisfies Change);
      account.storage.sql.exec("UPDATE changes SET body = ? WHERE seq = ?", body, seq);
      published.push(body);
    },
    activity({ contactId, conversationId, type, detail, by }) {
      const author = by ?? authorOf(actor);
      const row = {
        id: newId("activity"),
        contactId,
        conversationId: conversationId ?? null,
        type,
        actorType: author.type,
        actorId: author.id,
        actorName: author.name,
        detail: detail ?? {},
        createdAt: now,
      };
      account.db.insert(activities).values(row).run();
      tx.change("activity", "created", row.id, activityDocument(row));
    },
    audit({ action, entity, entityId, before, after }) {
      const author = authorOf(actor);
      account.db
        .insert(accountAudit)
        .values({
          id: newId("audit"),
          at: now,
          actorType: author.type,
          actorId: author.id,
          actorName: author.name,
          action,
          entity,
          entityId,
          before: before ?? null,
          after: after ?? null,
          requestId: actor.requestId ?? null,
        })
        .run();
    },
    wakeAt(at) {
      wake = wake === undefined ? at : Math.min(wake, at);
    },
  };
  const result = account.storage.transactionSync(() => work(tx));
  for (const body of published) account.broadcast(body);
  if (wake !== undefined) account.wakeAt(wake);
  return result;
}

/** An activity row as the API and the sockets show it. */
export function activityDocument(row: typeof activities.$inferSelect) {
  return {
    id: row.id,
    type: row.type,
    contactId: row.contactId,
    conversationId: row.conversationId,
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    detail: row.detail,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** Rows of the change feed kept for replay; a socket that is further behind gets `reset`. */
export const CHANGE_FEED_ROWS = 10_000;

/** The newest sequence number of the feed, 0 before the first change. */
export function lastSeq(account: Account): number {
  return account.db.select({ seq: changes.seq }).from(changes).orderBy(desc(changes.seq)).limit(1).get()?.seq ?? 0;
}
