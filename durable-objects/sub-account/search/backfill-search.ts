import { SEARCH_INDEXES } from "../../../schema/data-plane/search-indexes.ts";
import type { Account } from "../account.ts";
import { enterWaiting } from "./enter-waiting.ts";

/** Rows entered in one turn: some 30 ms of work. */
export const SEARCH_BACKFILL_ROWS = 1_000;
/** Between turns others are served. */
const PAUSE_MS = 20;

/**
 * Enters the next rows that were there before the indexes were. Triggers keep everything else, so a row that changed meanwhile is entered
 * again as it stands, and one that is gone is not. Answers when to go on, ms since the epoch; undefined when the indexes are whole.
 */
export function backfillSearch({ storage, now }: Pick<Account, "storage" | "now">): number | undefined {
  const { sql } = storage;
  const left = sql.exec<Progress>('SELECT "table", next, last FROM search_backfill LIMIT 1').next().value;
  if (left === undefined) return undefined;
  const index = SEARCH_INDEXES[left.table];
  if (index === undefined) throw new Error(`there is no index of ${left.table}`);
  const until = Math.min(left.last, left.next + SEARCH_BACKFILL_ROWS - 1);
  const columns = Object.entries(index.columns);
  storage.transactionSync(() => {
    sql.exec(
      `INSERT OR REPLACE INTO ${index.table} (rowid, ${columns.map(([name]) => name).join(", ")})
       SELECT t.rowid, ${columns.map(([, value]) => value("t")).join(", ")} FROM ${left.table} t WHERE t.rowid BETWEEN ? AND ?`,
      left.next,
      until,
    );
    if (until === left.last) sql.exec('DELETE FROM search_backfill WHERE "table" = ?', left.table);
    else sql.exec('UPDATE search_backfill SET next = ? WHERE "table" = ?', until + 1, left.table);
  });
  return now() + PAUSE_MS;
}

/** Whether rows that were there before their index still have to be entered. */
export function searchIsBehind({ storage }: Pick<Account, "storage">): boolean {
  return storage.sql.exec("SELECT 1 FROM search_backfill LIMIT 1").next().value !== undefined;
}

/** Whether a table's index holds every row as it stands; what was written since it was last asked is entered first. */
export function isSearchable(storage: DurableObjectStorage, table: string): boolean {
  if (!Object.hasOwn(SEARCH_INDEXES, table)) return false;
  const isBehind = storage.sql.exec('SELECT 1 FROM search_backfill WHERE "table" = ?', table).next().value;
  return isBehind === undefined && enterWaiting(storage, table);
}

type Progress = { table: string; next: number; last: number };
