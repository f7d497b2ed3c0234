import type { ConciergeDown } from "../../../schema/concierge/down.ts";
import type { Entry, EntryOf, EntryKind } from "../../../schema/concierge/entries.ts";
import { newId } from "../../../schema/ids.ts";
import type { Facts } from "../facts.ts";

/** An entry before it has its place in the transcript. */
export type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, "id" | "seq" | "at"> : never) : never;

/**
 * One transaction on a session: its facts, to be changed in place, and its transcript. Every change of an entry takes the next number of the
 * session and is told to the devices once it is committed (commit.ts).
 */
export class Tx {
  readonly sql: SqlStorage;
  /** ms since the epoch */
  readonly now: number;
  readonly facts: Facts;
  readonly frames: ConciergeDown[] = [];
  #seq: number;
  #lastAt: number;

  constructor(sql: SqlStorage, now: number) {
    const row = sql.exec<SessionRow>("SELECT seq, last_at AS lastAt, body FROM session").one();
    this.sql = sql;
    this.now = now;
    this.facts = JSON.parse(row.body) as Facts;
    this.#seq = row.seq;
    this.#lastAt = row.lastAt;
  }

  get seq(): number {
    return this.#seq;
  }

  /** The next number of the session. */
  nextSeq(): number {
    this.#seq += 1;
    return this.#seq;
  }

  /** Adds an entry at the end. `clientKey` is its maker's own name for it. */
  add(given: NewEntry, { id = newId("conciergeEntry"), clientKey }: { id?: string; clientKey?: string } = {}): string {
    // The order of the transcript: no two entries share a time.
    this.#lastAt = Math.max(this.now, this.#lastAt + 1);
    const entry = { ...given, id, seq: this.nextSeq(), at: new Date(this.#lastAt).toISOString() } as Entry;
    this.sql.exec(
      "INSERT INTO entries (id, seq, at, kind, open, client_key, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
      id,
      entry.seq,
      this.#lastAt,
      entry.kind,
      isOpen(entry) ? 1 : 0,
      clientKey ?? null,
      JSON.stringify(entry),
    );
    this.frames.push({ type: "put", seq: entry.seq, entry });
    return id;
  }

  /** Changes an entry where it stands. */
  change<K extends EntryKind>(held: EntryOf<K>, to: Partial<Omit<EntryOf<K>, "id" | "seq" | "at" | "kind">>): void {
    const entry = { ...held, ...to, seq: this.nextSeq() } as Entry;
    this.#store(entry);
    this.frames.push({ type: "put", seq: entry.seq, entry });
  }

  /** Adds to the text of a message. */
  append(held: EntryOf<"message">, text: string): void {
    const entry = { ...held, text: held.text + text, seq: this.nextSeq() };
    this.#store(entry);
    this.frames.push({ type: "append", seq: entry.seq, id: held.id, offset: held.text.length, text });
  }

  /** An entry of a kind; undefined where there is none of that id and kind. */
  find<K extends EntryKind>(kind: K, id: string): EntryOf<K> | undefined {
    const row = this.sql
      .exec<{ body: string }>("SELECT body FROM entries WHERE id = ? AND kind = ?", id, kind)
      .toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.body) as EntryOf<K>);
  }

  /** Entries of a kind that wait for people, or still grow, in order. */
  open<K extends EntryKind>(kind: K): EntryOf<K>[] {
    return this.sql
      .exec<{ body: string }>("SELECT body FROM entries WHERE open = 1 AND kind = ? ORDER BY at", kind)
      .toArray()
      .map(({ body }) => JSON.parse(body) as EntryOf<K>);
  }

  /** Writes what changed of the session itself. */
  finish(): void {
    this.sql.exec(
      "UPDATE session SET seq = ?, last_at = ?, body = ?",
      this.#seq,
      this.#lastAt,
      JSON.stringify(this.facts),
    );
  }

  #store(entry: Entry): void {
    this.sql.exec(
      "UPDATE entries SET seq = ?, open = ?, body = ? WHERE id = ?",
      entry.seq,
      isOpen(entry) ? 1 : 0,
      JSON.stringify(entry),
      entry.id,
    );
  }
}

type SessionRow = { seq: number; lastAt: number; body: string };

function isOpen(entry: Entry): boolean {
  return "state" in entry && (entry.state === "open" || entry.state === "streaming");
}
