import type { Change, Passed } from "../../../schema/realtime/down.ts";

/** Rows of the change feed kept for replay; a socket that is further behind gets `reset`. */
export const CHANGE_FEED_ROWS = 10_000;
/** The feed is trimmed once in so many changes: a delete on every write would cost more than the rows do. */
const TRIM_EVERY_CHANGES = 500;
/** A replay larger than this is a worse start than loading anew, and would fill the socket's buffer. */
const REPLAY_MAX_CHARACTERS = 8_000_000;

/** Where the feed stands. Held in memory: only this object writes it, and a rolled-back transaction sets it back. */
export interface ChangeFeed {
  /** Sequence number of the newest change, 0 before the first. */
  last: number;
}

/** Reads where the feed stands when the object starts. */
export function openChangeFeed(storage: DurableObjectStorage): ChangeFeed {
  const { last } = storage.sql.exec<{ last: number | null }>("SELECT max(seq) AS last FROM changes").one();
  return { last: last ?? 0 };
}

/** A change before it has its number. */
export type ChangeDraft = Omit<Change, "type" | "seq">;
/** What one frame may carry beside its own change. */
const ALSO_MAX = 8;

/**
 * Adds a change to those of a transaction. A timeline's line, and the conversation that a message moved, go along with the change before
 * them: every frame costs each socket the same, and a message that arrives would otherwise be three.
 */
export function addDraft(drafts: ChangeDraft[], { entity, op, id, doc }: ChangeDraft): void {
  const before = drafts.at(-1);
  const goesAlong = entity === "activity" || (entity === "conversation" && before?.entity === "message");
  if (before === undefined || !goesAlong || (before.also?.length ?? 0) >= ALSO_MAX)
    drafts.push({ entity, op, id, doc });
  else (before.also ??= []).push({ entity, op, id, doc });
}

/** Writes the next change inside the caller's transaction and answers the exact text every socket gets, now and in any replay. */
export function appendChange(storage: DurableObjectStorage, feed: ChangeFeed, draft: ChangeDraft): string {
  const seq = feed.last + 1;
  const body = JSON.stringify({ type: "change", seq, ...draft } satisfies Change);
  storage.sql.exec("INSERT INTO changes (seq, body) VALUES (?, ?)", seq, body);
  feed.last = seq;
  return body;
}

/** Takes the next number for what nobody is told of but those it concerns: a record that left somebody's sight. */
export function appendPassed(storage: DurableObjectStorage, feed: ChangeFeed): string {
  const seq = feed.last + 1;
  const body = JSON.stringify({ type: "passed", seq } satisfies Passed);
  storage.sql.exec("INSERT INTO changes (seq, body) VALUES (?, ?)", seq, body);
  feed.last = seq;
  return body;
}

/** Drops what no replay may use any more, when the feed has grown past the next step. */
export function trimChanges(storage: DurableObjectStorage, seqBefore: number, seqAfter: number): void {
  if (Math.floor(seqBefore / TRIM_EVERY_CHANGES) === Math.floor(seqAfter / TRIM_EVERY_CHANGES)) return;
  storage.sql.exec("DELETE FROM changes WHERE seq <= ?", seqAfter - CHANGE_FEED_ROWS);
  storage.sql.exec("DELETE FROM sight_losses WHERE seq <= ?", seqAfter - CHANGE_FEED_ROWS);
}

/**
 * The changes after `since`, as their exact texts in order. `reset` when they can no longer be given whole: some were trimmed, there are too
 * many, or `since` comes from another life of this store.
 */
export function replay(storage: DurableObjectStorage, feed: ChangeFeed, since: number): Iterable<string> | "reset" {
  if (since === feed.last) return [];
  if (since > feed.last) return "reset";
  const { rows, characters } = storage.sql
    .exec<{ rows: number; characters: number | null }>(
      "SELECT count(*) AS rows, sum(length(body)) AS characters FROM changes WHERE seq > ?",
      since,
    )
    .one();
  if (rows !== feed.last - since || (characters ?? 0) > REPLAY_MAX_CHARACTERS) return "reset";
  return bodies(storage, since);
}

function* bodies(storage: DurableObjectStorage, since: number): Generator<string> {
  for (const { body } of storage.sql.exec<{ body: string }>(
    "SELECT body FROM changes WHERE seq > ? ORDER BY seq",
    since,
  )) {
    yield body;
  }
}
