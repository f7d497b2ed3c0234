import type { DrizzleSqliteDODatabase } from "drizzle-orm/durable-sqlite";
import { type Actor, auditAuthorOf, type Author, authorOf } from "../../schema/actor.ts";
import { auditJson, type ChainHead } from "../../schema/audit-chain.ts";
import type * as dataPlane from "../../schema/data-plane/index.ts";
import { newId } from "../../schema/ids.ts";
import type { Change, DownMessage } from "../../schema/realtime/down.ts";
import type { ObjectsEnv } from "../env.ts";
import { activityDocument } from "./documents/activity.ts";
import {
  addDraft,
  appendChange,
  appendPassed,
  type ChangeDraft,
  type ChangeFeed,
  trimChanges,
} from "./live/change-feed.ts";
import { type Redact, redactChanges } from "./live/redact-changes.ts";
import { settleLosses } from "./sight/settle-losses.ts";
import { appendAudit } from "./trail/audit-chain.ts";

export type AccountDatabase = DrizzleSqliteDODatabase<typeof dataPlane>;

/** What the object lends to its verbs. Verbs never see the class. */
export interface Account {
  readonly tenantId: string;
  readonly db: AccountDatabase;
  readonly storage: DurableObjectStorage;
  readonly env: ObjectsEnv;
  readonly feed: ChangeFeed;
  /** Where the audit log's chain stands. Held in memory like the feed: a rolled-back transaction sets it back. */
  readonly auditChain: ChainHead;
  /** ms since the epoch */
  now(): number;
  /** Sends one committed change (already serialised) to every socket, narrowed to what its person sees. Never throws. */
  broadcast(body: string): void;
  /** Sends a message to every socket of one person, as drafts/writer-of.ts names them. Never throws. */
  tell(writerId: string, body: string): void;
  /** Makes sure the alarm fires no later than `at` (ms). Safe to call any number of times. */
  wakeAt(at: number): void;
  /** Says that something was written: whoever keeps an eye on the account looks soon, not now. */
  noticed(): void;
}

/** The handle a transaction gets: the database plus the trails every mutation leaves. */
export interface AccountTx {
  readonly db: AccountDatabase;
  readonly actor: Actor;
  readonly now: number;
  /** A change for the feed: written when the work is done, heard by the sockets after the commit. */
  change(entity: Change["entity"], op: Change["op"], id: string, doc: unknown): void;
  /** Rewrites what the feed tells, and has told, of something that is erased; `ids` narrow down which changes are looked at. */
  redact(ids: readonly [string, string], redact: Redact): void;
  /** Writes a line on the contact's timeline, and the change that tells the sockets. */
  activity(line: {
    contactId: string;
    conversationId?: string;
    type: string;
    detail?: Record<string, unknown>;
    by?: ActivityAuthor;
  }): void;
  /** Writes the audit row of a mutation. `before` and `after` hold no secret. */
  audit(row: { action: string; entity: string; entityId: string; before?: unknown; after?: unknown }): void;
  /** Tells one person's sockets, and nobody else's, once the transaction has committed. Not part of the feed: it is never replayed. */
  tellPerson(writerId: string, message: DownMessage): void;
  /** Asks for the alarm at or before `at` once the transaction has committed. */
  wakeAt(at: number): void;
}
export type ActivityAuthor = Author | { type: "contact"; id: string; name: string };

/**
 * Runs `work` as one synchronous transaction: all of its rows commit, or none. Sockets hear its changes only after the commit, in order.
 * `work` must not await: an async callback would commit before it ends, so a promise is refused.
 */
export function transaction<T>(account: Account, actor: Actor, work: (tx: AccountTx) => T): T {
  const { feed, storage } = account;
  const drafts: ChangeDraft[] = [];
  const told: { writerId: string; body: string }[] = [];
  let published: string[] = [];
  const seqBefore = feed.last;
  const headBefore = { ...account.auditChain };
  let wake: number | undefined;
  const now = account.now();
  const tx: AccountTx = {
    db: account.db,
    actor,
    now,
    change(entity, op, id, doc) {
      addDraft(drafts, { entity, op, id, doc });
    },
    redact(ids, redact) {
      redactChanges(storage, drafts, ids, redact);
    },
    activity({ contactId, conversationId = null, type, detail = {}, by = authorOf(actor) }: ActivityLine) {
      const row = {
        id: newId("activity"),
        contactId,
        conversationId,
        type,
        actorType: by.type,
        actorId: by.id,
        actorName: by.name,
        detail,
        createdAt: now,
      };
      // Plain SQL: these two trails are part of every write, and a query builder would double their cost.
      storage.sql.exec(
        "INSERT INTO activities (id, contact_id, conversation_id, type, actor_type, actor_id, actor_name, detail, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id,
        contactId,
        conversationId,
        type,
        by.type,
        by.id,
        by.name,
        JSON.stringify(detail),
        now,
      );
      tx.change("activity", "created", row.id, activityDocument(row));
    },
    audit({ action, entity, entityId, before, after }) {
      appendAudit(storage, account.auditChain, {
        tenantId: account.tenantId,
        id: newId("audit"),
        at: now,
        ...auditAuthorOf(actor),
        action,
        entity,
        entityId,
        before: auditJson(before),
        after: auditJson(after),
        requestId: actor.requestId ?? null,
      });
    },
    tellPerson(writerId, message) {
      told.push({ writerId, body: JSON.stringify(message) });
    },
    wakeAt(at) {
      wake = wake === undefined ? at : Math.min(wake, at);
    },
  };
  let result: T;
  try {
    result = storage.transactionSync(() => {
      const value = work(tx);
      if (value instanceof Promise) throw new Error("a transaction's work must be synchronous");
      published = drafts.map((draft) => appendChange(storage, feed, draft));
      settleLosses(storage, () => {
        if (published.length === 0) published.push(appendPassed(storage, feed));
        return seqBefore + 1;
      });
      trimChanges(storage, seqBefore, feed.last);
      return value;
    });
  } catch (error) {
    feed.last = seqBefore;
    Object.assign(account.auditChain, headBefore);
    throw error;
  }
  for (const body of published) account.broadcast(body);
  for (const { writerId, body } of told) account.tell(writerId, body);
  if (wake !== undefined) account.wakeAt(wake);
  if (published.length > 0 || account.auditChain.seq !== headBefore.seq) account.noticed();
  return result;
}

type ActivityLine = {
  contactId: string;
  conversationId?: string | null;
  type: string;
  detail?: Record<string, unknown>;
  by?: ActivityAuthor;
};
