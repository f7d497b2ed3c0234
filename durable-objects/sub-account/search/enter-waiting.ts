import { SEARCH_INDEXES } from "../../../schema/data-plane/search-indexes.ts";
import type { Account } from "../account.ts";

/** Rows that a search enters before it asks: some 50 ms of work. With more than these waiting, the index is not asked. */
export const WAITING_ROWS_MAX = 5_000;
/** Rows entered in one turn of the alarm. */
const TURN_ROWS = 1_000;
/** Between turns others are served. */
const PAUSE_MS = 20;

/** Brings a table's index up to date. Answers false where more wait than one search may take upon itself. */
export function enterWaiting(storage: DurableObjectStorage, table: string): boolean {
  if (enterSome(storage, table, WAITING_ROWS_MAX) < WAITING_ROWS_MAX) return true;
  return storage.sql.exec('SELECT 1 FROM search_waiting WHERE "table" = ?', table).next().value === undefined;
}

/** The alarm's part: enters what waits of every table, in turns. Answers when to go on, ms since the epoch; undefined when nothing waits. */
export function enterWaitingTurn({ storage, now }: Pick<Account, "storage" | "now">): number | undefined {
  const entered = Object.keys(SEARCH_INDEXES).map((table) => enterSome(storage, table, TURN_ROWS));
  return entered.includes(TURN_ROWS) ? now() + PAUSE_MS : undefined;
}

/** Whether any row waits for its index. */
export function searchHasWaiting({ storage }: Pick<Account, "storage">): boolean {
  return storage.sql.exec("SELECT 1 FROM search_waiting LIMIT 1").next().value !== undefined;
}

/** Enters up to `max` rows as they stand now, in one transaction: they cost the index a tenth of what each would by itself. Answers how many. */
function enterSome(storage: DurableObjectStorage, table: string, max: number): number {
  const index = SEARCH_INDEXES[table];
  if (index === undefined) throw new Error(`there is no index of ${table}`);
  const { sql } = storage;
  const last = sql
    .exec<{ row: number }>('SELECT "row" FROM search_waiting WHERE "table" = ? ORDER BY "row" LIMIT ?', table, max)
    .toArray();
  const until = last.at(-1)?.row;
  if (until === undefined) return 0;
  const columns = Object.entries(index.columns);
  const waits = `SELECT "row" FROM search_waiting WHERE "table" = ? AND "row" <= ?`;
  storage.transactionSync(() => {
    const held = columns.map(([name]) => `t.${name} IS NOT NULL`).join(" OR ");
    // What lost its last text has nothing to be found by.
    sql.exec(
      `DELETE FROM ${index.table} WHERE rowid IN (SELECT t.rowid FROM (${waits}) w CROSS JOIN ${table} t ON t.rowid = w."row" WHERE NOT (${held}))`,
      table,
      until,
    );
    sql.exec(
      `INSERT OR REPLACE INTO ${index.table} (rowid, ${columns.map(([name]) => name).join(", ")})
       SELECT t.rowid, ${columns.map(([, value]) => value("t")).join(", ")} FROM (${waits}) w CROSS JOIN ${table} t ON t.rowid = w."row" WHERE ${held}`,
      table,
      until,
    );
    sql.exec('DELETE FROM search_waiting WHERE "table" = ? AND "row" <= ?', table, until);
  });
  return last.length;
}
